//! The flow specs that Platform's documentation shows, in one table.
//!
//! Lists of sources are snapshots: Platform keeps extending them.

use super::flow::{FlowSpec, Transformation};
use super::schedule::PERIODIC;
use super::{DATA_LAKE, Kind};
use crate::schema::BuiltIn;

/// The provider of batch sources.
const BATCH: &str = "0ed90a81-07f4-4586-8190-b40eccef1c5a";
/// The provider of streaming sources.
const STREAMING: &str = "521eee4d-8cbe-4906-bb48-fb6bd4450033";
/// The one target.
const TO_DATA_LAKE: &[&str] = &[DATA_LAKE];

static COPY: Transformation = Transformation {
    name: "Copy",
    schema: BuiltIn::new(
        r#"{
      "$schema": "http://json-schema.org/draft-07/schema#",
      "type": "object",
      "properties": {
        "deltaColumn": {
          "type": "object",
          "properties": {"name": {"type": "string"}, "dateFormat": {"type": "string"}, "timezone": {"type": "string"}},
          "required": ["name"]
        }
      },
      "required": ["deltaColumn"]
    }"#,
    ),
};

static MAPPING: Transformation = Transformation {
    name: "Mapping",
    schema: BuiltIn::new(
        r#"{
      "$schema": "http://json-schema.org/draft-07/schema#",
      "type": "object",
      "properties": {"mappingId": {"type": "string"}, "mappingVersion": {"type": ["string", "integer"]}}
    }"#,
    ),
};

static REQUIRED_MAPPING: Transformation = Transformation {
    name: "Mapping",
    schema: BuiltIn::new(
        r#"{
      "$schema": "http://json-schema.org/draft-07/schema#",
      "type": "object",
      "properties": {"mappingId": {"type": "string"}, "mappingVersion": {"type": ["string", "integer"]}},
      "required": ["mappingId"]
    }"#,
    ),
};

static ENCRYPTION: Transformation = Transformation {
    name: "Encryption",
    schema: BuiltIn::new(
        r#"{
      "$schema": "http://json-schema.org/draft-07/schema#",
      "type": "object",
      "properties": {"publicKeyId": {"type": "string"}, "signVerificationKeyId": {"type": "string"}},
      "required": ["publicKeyId"]
    }"#,
    ),
};

pub(super) static OPTIONS: BuiltIn = BuiltIn::new(
    r#"{
  "$schema": "http://json-schema.org/draft-07/schema#",
  "type": "object",
  "properties": {
    "errorDiagnosticsEnabled": {
      "title": "Error diagnostics", "description": "Collect details and samples of refused rows.",
      "type": "boolean", "default": false
    },
    "partialIngestionPercent": {
      "title": "Partial ingestion", "description": "The share of refused rows, in percent, at which a run fails.",
      "type": "number", "exclusiveMinimum": 0
    }
  }
}"#,
);

static WEBHOOK_OPTIONS: BuiltIn = BuiltIn::new(
    r#"{
  "$schema": "http://json-schema.org/draft-07/schema#",
  "type": "object",
  "properties": {
    "errorDiagnosticsEnabled": {"type": "boolean", "default": false},
    "partialIngestionPercent": {"type": "number", "exclusiveMinimum": 0},
    "inletUrl": {"type": "string"}
  }
}"#,
);

/// Every flow spec.
pub(super) static FLOW_SPECS: &[FlowSpec] = &[
    FlowSpec {
        id: "14518937-270c-4525-bdec-c2ba7cce3860",
        name: Some("CRMToAEP"),
        kind: Kind::Tabular,
        provider: Some(BATCH),
        transformations: &[&COPY, &MAPPING],
        schedule: Some(&PERIODIC),
        options: Some(&OPTIONS),
        sources: &[
            "3416976c-a9ca-4bba-901a-1f08f66978ff", // Amazon Redshift
            "38ad80fe-8b06-4938-94f4-d4ee80266b07", // Microsoft Dynamics
            "d771e9c1-4f26-40dc-8617-ce58c4b53702", // Google Ads
            "3c9b37f8-13a6-43d8-bad3-b863b941fedd", // Google BigQuery
            "cc6a4487-9e91-433e-a3a3-9cf6626c1806", // HubSpot
            "3000eb99-cd47-43f3-827c-43caf170f015", // MariaDB
            "26d738e0-8963-47ea-aadf-c60de735468a", // MySQL
            "74a1c565-4e59-48d7-9d67-7c03b8a13137", // PostgreSQL
            "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", // Salesforce
            "4f63aa36-bd48-4e33-bb83-49fbcd11c708", // Shopify
            "cb66ab34-8619-49cb-96d1-39b37ede86ea", // Salesforce Service Cloud
            "eb13cb25-47ab-407f-ba89-c0125281c563", // ServiceNow
            "1f372ff9-38a4-4492-96f5-b9a4e4bd00ec", // Microsoft SQL Server
            "37b6bf40-d318-4655-90be-5cd6f65d334b", // Greenplum
            "a49bcc7d-8038-43af-b1e4-5a7a089a7d79", // Azure Synapse Analytics
            "221c7626-58f6-4eec-8ee2-042b0226f03b", // PayPal
            "a8b6a1a4-5735-42b4-952c-85dce0ac38b5", // HP Vertica
            "6a8d82bc-1caf-45d1-908d-cadabc9d63a6", // Apache Spark on Azure HDInsights
            "aac9bbd4-6c01-46ce-b47e-51c6f0f6db3f", // Apache Hive on Azure HDInsights
            "8e6b41a8-d998-4545-ad7d-c6a9fff406c3", // Generic OData
            "ecde33f2-c56f-46cc-bdea-ad151c16cd69", // Azure Table Storage
            "102706fb-a5cd-42ee-afe0-bc42f017ff43", // Phoenix
            "09182899-b429-40c9-a15a-bf3ddbc8ced7", // IBM DB2
            "0479cc14-7651-4354-b233-7480606c2ac3", // Azure Data Explorer
            "d6b52d86-f0f8-475f-89d4-ce54c8527328", // Oracle DB
            "a8f4d393-1a6b-43f3-931f-91a16ed857f4", // Apache Cassandra
            "1fe283f6-9bec-11ea-bb37-0242ac130002", // Couchbase
            "fcad62f3-09b0-41d3-be11-449d5a621b69", // Veeva CRM
            "ea1c2a08-b722-11eb-8529-0242ac130003", // Salesforce Marketing Cloud
            "35d6c4d8-c9a9-11eb-b8bc-0242ac130003", // Oracle Eloqua
            "ff4274f2-c9a9-11eb-b8bc-0242ac130003", // Oracle Responsys
            "ba5126ec-c9ac-11eb-b8bc-0242ac130003", // Oracle Service Cloud
            "b2e08744-4f1a-40ce-af30-7abac3e23cf3", // Snowflake
            "929e4450-0237-4ed2-9404-b7e1e0a00309", // Zoho CRM
            "2acf109f-9b66-4d5e-bc18-ebb2adcff8d5", // Square
            "2fa8af9c-2d1a-43ea-a253-f00a00c74412", // Teradata Vantage
        ],
        targets: TO_DATA_LAKE,
        note: Some(
            "serves every table source, not only CRM systems; early tutorials show it with a schedule that knows no `once`",
        ),
    },
    FlowSpec {
        id: "9753525b-82c7-4dce-8a9b-5ccfce2b9876",
        name: Some("CloudStorageToAEP"),
        kind: Kind::File,
        provider: Some(BATCH),
        transformations: &[&MAPPING, &ENCRYPTION],
        schedule: Some(&PERIODIC),
        options: Some(&OPTIONS),
        sources: &[
            "b3ba5556-48be-44b7-8b85-ff2b69b46dc4", // Azure Data Lake Storage Gen2
            "ecadc60c-7455-4d87-84dc-2a0e293d997b", // Amazon S3
            "b7829c2f-2eb0-4f49-a6ee-55e33008b629",
            "4c10e202-c428-4796-9208-5f1f5732b1cf", // Azure Blob
            "fb2e94c9-c031-467d-8103-6bd6e0a432f2", // FTP
            "32e8f412-cdf7-464c-9885-78184cb113fd", // Google Cloud Storage
            "b7bf2577-4520-42c9-bae9-cad01560f7bc", // SFTP
            "998b8ae3-cec0-43b7-8abe-40b1eb4ee069",
            "be5ec48c-5b78-49d5-b8fa-7c89ec4569b8", // Azure File Storage
            "54e221aa-d342-4707-bcff-7a4bceef0001", // Apache HDFS
            "c85f9425-fb21-426c-ad0b-405e9bd8a46c", // Oracle Object Storage
            "26f526f2-58f4-4712-961d-e41bf1ccc0e8", // Data Landing Zone
        ],
        targets: TO_DATA_LAKE,
        note: Some("tutorials for CRM systems post this id by mistake"),
    },
    FlowSpec {
        id: "6499120c-0b15-42dc-936e-847ea3c24d72",
        name: Some("RestStorageToAEP"),
        kind: Kind::Tabular,
        provider: Some(BATCH),
        transformations: &[&MAPPING],
        schedule: Some(&PERIODIC),
        options: Some(&OPTIONS),
        sources: &[
            "2d46966e-4fcc-4015-9f9e-a67594e395a3",
            "4e98f16f-87d6-4ef0-bdc6-7a2b0fe76e62", // Generic REST API
            "2e8580db-6489-4726-96de-e33f5f60295f", // Mailchimp Members
            "c8ce8c8c-37fb-4162-9fbf-c2f181e04a7a", // Mailchimp Campaign
            "f6c0de0c-0a42-4cd9-9139-8768bf2f1b55",
        ],
        targets: TO_DATA_LAKE,
        note: Some("serves self-serve REST sources; it has no Copy, hence no delta column"),
    },
    FlowSpec {
        id: "d69717ba-71b4-4313-b654-49f9cf126d7a",
        name: Some("Stream data with optional transformation"),
        kind: Kind::Streaming,
        provider: Some(STREAMING),
        transformations: &[&MAPPING],
        schedule: None,
        options: None,
        sources: &[
            "bc7b00d6-623a-4dfc-9fdb-f1240aeadaeb", // HTTP API
            "bf9f5905-92b7-48bf-bf20-455bc6b60a4e", // Azure Event Hubs
            "86043421-563b-46ec-8e6c-e23184711bf6", // Amazon Kinesis
            "70116022-a743-464a-bbfe-e226a7f8210c", // Google PubSub
        ],
        targets: &[
            "bf9f5905-92b7-48bf-bf20-455bc6b60a4e", // Azure Event Hubs
            "c604ff05-7f1a-43c0-8e18-33bf874cb11c", // Data Lake
            "db4fe783-ef79-4a12-bda9-32b2b1bc3b2c",
        ],
        note: Some("the mapping is optional"),
    },
    FlowSpec {
        id: "c1a19761-d2c7-4702-b9fa-fe91f0613e81",
        name: Some("Steam data with transformation"),
        kind: Kind::Streaming,
        provider: Some(STREAMING),
        transformations: &[&REQUIRED_MAPPING],
        schedule: None,
        options: None,
        sources: &[
            "d27d4907-7351-47dd-bbc2-05a04365703d",
            "51ae16c2-bdad-42fd-9fce-8d5dfddaf140", // Snowflake Streaming
            "bc7b00d6-623a-4dfc-9fdb-f1240aeadaeb", // HTTP API
        ],
        targets: TO_DATA_LAKE,
        note: Some("needs a mapping; its name really lacks an r"),
    },
    FlowSpec {
        id: "d8a6f005-7eaf-4153-983e-e8574508b877",
        name: None,
        kind: Kind::Streaming,
        provider: None,
        transformations: &[],
        schedule: None,
        options: None,
        sources: &[],
        targets: TO_DATA_LAKE,
        note: Some("for data that is XDM already: it takes no transformation"),
    },
    FlowSpec {
        id: "e77fde5a-22a8-11ed-861d-0242ac120002",
        name: Some("GenericStreamingAEP"),
        kind: Kind::Streaming,
        provider: Some(STREAMING),
        transformations: &[&MAPPING],
        schedule: None,
        options: Some(&WEBHOOK_OPTIONS),
        sources: &[
            "e77fd9d2-22a8-11ed-861d-0242ac120002", // Generic streaming source
        ],
        targets: TO_DATA_LAKE,
        note: Some("serves self-serve webhook sources; reading the flow gives its inletUrl"),
    },
    FlowSpec {
        id: "cd2fc47e-e838-4f38-a581-8fff2f99b63a",
        name: None,
        kind: Kind::Target,
        provider: None,
        transformations: &[],
        schedule: None,
        options: None,
        sources: &[],
        targets: &[],
        note: Some("exports data; preflow knows nothing more of it"),
    },
];
