import proxyAddr from 'proxy-addr';

/** So many addresses are remembered; then it begins anew. */
const MAX_PEERS = 1000;

/** Whether an address is a configured proxy. Most requests come from few addresses, and parsing one costs more than asking. */
export function trustedPeers(trustedProxies: readonly string[]): (address: string, hop: number) => boolean {
  const trust = proxyAddr.compile([...trustedProxies]);
  const known = new Map<string, boolean>();
  return (address, hop) => {
    const answer = known.get(address) ?? trust(address, hop);
    if (known.size >= MAX_PEERS) known.clear();
    known.set(address, answer);
    return answer;
  };
}
