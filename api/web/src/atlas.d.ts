declare module "atlas:*" {
  /** Where the outlines are served. */
  const address: string;
  export default address;
}
