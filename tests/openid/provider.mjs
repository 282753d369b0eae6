// A certified OpenID provider with one client and one person, for the tests: node provider.mjs PORT CALLBACK JWKS
import { Provider } from "oidc-provider";

const [port, callback, jwks] = process.argv.slice(2);
const client = {
  client_id: "loft",
  redirect_uris: [callback],
  response_types: ["code"],
  grant_types: ["authorization_code"],
  token_endpoint_auth_method: "private_key_jwt",
  token_endpoint_auth_signing_alg: "RS256",
  jwks: JSON.parse(jwks),
};
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [client],
  pkce: { required: () => true },
  acrValues: ["Level4"],
  conformIdTokenClaims: false,
  // Among them what must never be kept: «pid» is a fødselsnummer.
  claims: { openid: ["sub", "name", "email", "email_verified", "pid", "acr"] },
  findAccount: (_, sub) => ({
    accountId: sub,
    claims: () => ({ sub, name: "Kari", email: sub, email_verified: true, pid: "13116900216" }),
  }),
});
// How strongly one signed in: «leder» with what the provider calls Level4, others with a password.
const finish = provider.interactionFinished.bind(provider);
provider.interactionFinished = (request, response, result, options) => {
  if (result.login?.accountId === "leder") result.login.acr = "Level4";
  return finish(request, response, result, options);
};
provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
