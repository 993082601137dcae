"""Ways out of the record: tables as CSV, TSV, JSON lines, Parquet, the formats of other projects, and `annotate`."""

from dragoman.exports.annotate import reading_to_json
from dragoman.exports.delimited import defused, write_csv
from dragoman.exports.ftm import ftm_entities
from dragoman.exports.gdelt import GDELT_COLUMNS, gdelt_rows, write_gdelt
from dragoman.exports.geojson import geojson_features, write_geojson
from dragoman.exports.graph import graph_edges, graph_nodes, write_graphml
from dragoman.exports.jsonlines import json_line, write_jsonl
from dragoman.exports.parquet import write_parquet
from dragoman.exports.polecat import POLECAT_COLUMNS, polecat_rows
from dragoman.exports.timelinejs import timelinejs_events, write_timelinejs

__all__ = [
    "GDELT_COLUMNS",
    "POLECAT_COLUMNS",
    "defused",
    "ftm_entities",
    "gdelt_rows",
    "geojson_features",
    "graph_edges",
    "graph_nodes",
    "json_line",
    "polecat_rows",
    "reading_to_json",
    "timelinejs_events",
    "write_csv",
    "write_gdelt",
    "write_geojson",
    "write_graphml",
    "write_jsonl",
    "write_parquet",
    "write_timelinejs",
]
