set -eu

issuer='{{issuer}}'
client_id='{{client_id}}'
scope='{{scopes}}'

metadata=$(curl --silent --show-error --fail "$issuer/.well-known/openid-configuration")
endpoint() { printf '%s' "$metadata" | jq --exit-status --raw-output ".$1"; }

device=$(curl --silent --show-error --fail-with-body \
  --data-urlencode "client_id=$client_id" \
  --data-urlencode "scope=$scope" \
  "$(endpoint device_authorization_endpoint)")

printf '%s' "$device" | jq --raw-output '"Open \(.verification_uri) and enter the code \(.user_code)"'
interval=$(printf '%s' "$device" | jq '.interval // 5')

while :; do
  sleep "$interval"
  answer=$(curl --silent --show-error \
    --data grant_type=urn:ietf:params:oauth:grant-type:device_code \
    --data-urlencode "client_id=$client_id" \
    --data-urlencode "device_code=$(printf '%s' "$device" | jq --raw-output .device_code)" \
    "$(endpoint token_endpoint)")
  case $(printf '%s' "$answer" | jq --raw-output '.error // "none"') in
    none) break ;;
    authorization_pending) ;;
    slow_down) interval=$((interval + 5)) ;;
    *)
      printf '%s\n' "$answer" | jq --raw-output '"Not signed in: \(.error_description // .error)"'
      exit 1
      ;;
  esac
done

access_token=$(printf '%s' "$answer" | jq --raw-output .access_token)
curl --silent --show-error --fail --header "Authorization: Bearer $access_token" "$(endpoint userinfo_endpoint)" \
  | jq --raw-output '"Signed in as \(.name // .sub)"'
