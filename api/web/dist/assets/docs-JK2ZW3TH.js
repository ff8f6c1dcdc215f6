SwaggerUIBundle({url:"/openapi.json",dom_id:"#docs",deepLinking:!0,validatorUrl:null,presets:[SwaggerUIBundle.presets.apis]});
