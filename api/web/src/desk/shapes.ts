// What the server's JSON looks like where people work: pairs to judge, what was judged, articles read ahead.
import type { ArticlePage, Verdict } from "../shapes";

export interface Side {
  /** How a judgement names it. */
  reference: string;
  article: string;
  published: string | null;
  publisher: string | null;
  class: string;
  country: string | null;
  names: string[];
  /** A sentence; from `start` to `end`, in code points, are the words that count. */
  quote: { sentence: string; start: number; end: number } | null;
  slug: string;
  label: string;
  href: string;
}

export interface Pair {
  left: Side;
  right: Side;
  joined: boolean;
  score: number;
  reasons: { what: string; weight: number; detail: string }[];
}

export interface Queue {
  items: Pair[];
  more: boolean;
}

export interface Joins extends Queue {
  slug: string;
  label: string;
  said: string[];
}

export interface Compared {
  one: boolean;
  items: Pair[];
  said: string[];
}

export type PairWord = "same" | "different" | "unsure" | "withdrawn";

export interface JudgedMember {
  article: string;
  class: string;
  name: string | null;
  at: number | null;
  date: string | null;
  place: string | null;
}

export interface JudgedClaim {
  id: string;
  article: string;
  subject: string | null;
  predicate: string;
  value: string;
  quote: string;
  start: number;
  end: number;
  headline: boolean;
}

export interface Entry {
  id: string;
  judgement: PairWord | Verdict | "meant";
  by: string;
  at: string;
  note: string;
  cause: string;
  counts: boolean;
  takes_back: boolean;
  pair: [JudgedMember, JudgedMember] | null;
  claim: JudgedClaim | null;
  place: JudgedPlace | null;
}

export interface JudgedPlace {
  article: string;
  name: string;
  instead: { id: string; name: string; country: string } | null;
}

/** A place of the gazetteer. */
export interface Candidate {
  id: string;
  name: string;
  country: string;
  lat: number;
  long: number;
  population: number;
  /** A province, in which others lie. */
  area: boolean;
}

interface Now {
  slug: string;
  label: string;
  href: string;
}

export interface Outcome {
  made: Entry[];
  one: boolean;
  left: Now | null;
  right: Now | null;
}

export interface PlaceOutcome {
  made: Entry[];
  now: Now | null;
}

export interface Reading {
  id: string | null;
  reason: string | null;
  /** Whether the graph holds an article of this id. */
  known: boolean;
  page: ArticlePage | null;
}
