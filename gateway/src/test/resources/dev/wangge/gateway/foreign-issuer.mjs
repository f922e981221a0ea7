// npm's oidc-provider as it comes, with one client and whoever says who they are: for ForeignIssuerTest, which runs it
// in a directory where oidc-provider is installed.
import {createServer} from 'node:http';
import Provider from 'oidc-provider';

const server = createServer();
server.listen(Number(process.env.PORT || 0), '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: 'wangge',
      client_secret: 'secret-of-the-provider',
      redirect_uris: [process.env.BACK],
    }],
    cookies: {keys: ['of the test']},
    claims: {openid: ['sub'], profile: ['name', 'groups', 'areas']},
    findAccount: (context, id) => ({
      accountId: id,
      claims: () => ({sub: id, name: '德吉', groups: ['diaodu'], areas: ['540328']}),
    }),
  });
  server.on('request', provider.callback());
  console.log(`ready ${issuer}`);
});
