"""Taking the graph elsewhere: RDF for other stores, GEXF, GraphML and CSV for Gephi and its relatives."""

from kg.export.formats import FORMATS, Format, export, format_of

__all__ = ["FORMATS", "Format", "export", "format_of"]
