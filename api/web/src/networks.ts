// What the server's networks look like: nodes and ties as graphology loads them, communities, paths.
import type { Ref, Statement } from "./shapes";

export interface NodeAttributes {
  iri: string;
  label: string;
  class: string;
  degree?: number;
  x?: number;
  y?: number;
  lat?: number;
  long?: number;
  date?: string;
  /** The number of its community of the whole; the largest is 0. */
  community?: number;
  /** Of a closed community, how many belong to it, and how large its disc is. */
  members?: number;
  radius?: number;
}

export interface EdgeAttributes {
  kind: string;
  weight: number;
  confidence?: number;
  articles?: string[];
  /** How many incidents are folded into it, and the first and last day of those behind it. */
  incidents?: number;
  first?: string;
  last?: string;
  /** Of a tie of closed communities, how many ties it stands for, by kind. */
  kinds?: Record<string, number>;
}

export interface Network {
  attributes: { centre: string | null; placed?: boolean; truncated: boolean; total_edges?: number; next?: string | null };
  nodes: { key: string; attributes: NodeAttributes }[];
  edges: { key: string; source: string; target: string; attributes: EdgeAttributes }[];
}

export interface Community {
  key: string;
  label: string;
  number: number;
  members: number;
  left_out: number;
  inside: string | null;
  open: boolean;
  x: number;
  y: number;
  radius: number;
  top: Ref[];
}

export interface Communities {
  communities: Community[];
  all_communities: number;
  nodes: number;
  left_out: number;
  edges: number;
  network: Network;
}

export interface PathTie {
  edge: string;
  kind: string;
  source: Ref;
  target: Ref;
  weight: number;
  claims: Statement[];
}

export interface Path {
  nodes: Ref[];
  steps: PathTie[][];
  network: Network;
}
