set -eu

token_endpoint='{{token_endpoint}}'
client_id='{{client_id}}'
client_secret='{{client_secret}}'
resource='{{resource}}'
scope='{{resource_scopes}}'

# What stands on a command line can be seen by others on the machine, so the secret goes another way.
authentication() { NAME_AND_SECRET="$client_id:$client_secret" jq --null-input --raw-output '"user = " + (env.NAME_AND_SECRET | tojson)'; }

answer=$(curl --silent --show-error --fail-with-body \
  --config <(authentication) \
  --data grant_type=client_credentials \
  --data-urlencode "resource=$resource" \
  --data-urlencode "scope=$scope" \
  "$token_endpoint")

printf '%s\n' "$answer" | jq '{token_type, expires_in, scope}'
access_token=$(printf '%s' "$answer" | jq --raw-output .access_token)
printf 'The access token begins with %s…\n' "${access_token:0:12}"
