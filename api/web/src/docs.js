/* global SwaggerUIBundle */
// validatorUrl: null, since the validator's badge would be fetched from another server.
SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis],
});
