// Shows a text on the page, or what went wrong.
export function show(promise) {
  const put = (text) => {
    const place = document.createElement("pre");
    place.id = "result";
    place.textContent = text;
    document.body.append(place);
  };
  promise.then(put, (error) => put(`failed: ${error.stack ?? error}`));
}
