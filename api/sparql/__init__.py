"""The SPARQL Protocol and the Graph Store Protocol: a request in; a typed job for the readers out."""
