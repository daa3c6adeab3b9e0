curl 'http://localhost:8080/data/foundation/flowservice/flows'
