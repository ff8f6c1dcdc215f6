// Reads a network as graphology does (argument: gexf or json; the network on standard input), and tells what it found.
import { readFileSync } from 'node:fs';
import graphology from 'graphology';
import gexf from 'graphology-gexf';

const text = readFileSync(0, 'utf8');
const { Graph, MultiDirectedGraph } = graphology;
const graph =
  process.argv[2] === 'gexf'
    ? gexf.parse(MultiDirectedGraph, text, { addMissingNodes: false, respectInputGraphType: false })
    : Graph.from(JSON.parse(text));
process.stdout.write(
  JSON.stringify({
    type: graph.type,
    multi: graph.multi,
    nodes: graph.mapNodes((key, attributes) => ({ key, attributes })),
    edges: graph.mapEdges((key, attributes, source, target) => ({ key, source, target, attributes })),
  }),
);
