/* Errors, words, URLs, keys, outcomes and definitions as C sees them:
 * behaviour ERROR_KINDS.json DEFINITION.toml REQUESTS.json */
#include "check.h"

#include <jansson.h>

static json_t *receipt_of(const char *state, const char *confirmation, const char *key)
{
    return json_pack("{ss ss ss ss sb ss sn s{ss ss ss} s[] s{}}", "dedupe_key", key, "message_key",
                     "v1:00000000000000000000000000000001", "message_id", "m-1", "state", state,
                     "final", strcmp(state, "sent") != 0, "confirmation", confirmation, "failure",
                     "advice", "action", "none", "id", "i", "explanation", "e", "tags", "extra");
}

/* A notification of one receipt, as it would be stored. */
static delivrd_notification *stored(json_t *receipt)
{
    json_t *object = json_pack(
        "{ss ss s{sn sn sn} sn ss s[o] sn s[]}", "provider", "telecom23", "account", "", "event",
        "id", "type", "attempt", "verified", "payload_sha256",
        "0000000000000000000000000000000000000000000000000000000000000000", "receipts", receipt,
        "other", "unreadable");
    char *json = json_dumps(object, 0);
    delivrd_notification *notification = NULL;
    CHECK(delivrd_notification_from_json(text(json), &notification, NULL) == DELIVRD_RESULT_OK);
    free(json);
    json_decref(object);
    return notification;
}

/* The list of every language, and nothing else. */
static void error_kinds(const char *file)
{
    json_t *kinds = json_load_file(file, 0, NULL), *kind;
    size_t index, known = 0;
    CHECK(json_array_size(kinds) > 10);
    json_array_foreach(kinds, index, kind)
    {
        uint32_t number = (uint32_t)json_integer_value(json_object_get(kind, "number"));
        CHECK(is(delivrd_result_kind(number), json_string_value(json_object_get(kind, "kind"))));
        CHECK(delivrd_result_http_status(number) ==
              json_integer_value(json_object_get(kind, "http_status")));
        CHECK(delivrd_result_is_retryable(number) ==
              json_is_true(json_object_get(kind, "retryable")));
        CHECK(delivrd_result_is_authentic(number) ==
              json_is_true(json_object_get(kind, "authentic")));
    }
    for (uint32_t number = 0; number < 10000; number++)
        known += delivrd_result_kind(number).ptr != NULL;
    CHECK(known == json_array_size(kinds));
    json_decref(kinds);
}

/* The names of the header are those of the words. */
static void words(void)
{
    CHECK(is(delivrd_state_name(DELIVRD_STATE_CANCELED), "canceled"));
    CHECK(is(delivrd_confirmation_name(DELIVRD_CONFIRMATION_READ), "read"));
    CHECK(is(delivrd_reason_name(DELIVRD_REASON_NO_RECEIPT), "no_receipt"));
    CHECK(is(delivrd_permanence_name(DELIVRD_PERMANENCE_PERMANENT), "permanent"));
    CHECK(is(delivrd_source_name(DELIVRD_SOURCE_CONFIG), "config"));
    CHECK(is(delivrd_code_system_name(DELIVRD_CODE_SYSTEM_TP), "tp"));
    CHECK(is(delivrd_action_name(DELIVRD_ACTION_ASK_PROVIDER), "ask_provider"));
}

static void refusals(void)
{
    delivrd_verifier *verifier = new_verifier();
    delivrd_request request = signed_request();
    delivrd_notification *notification = NULL;
    delivrd_error *error = NULL;
    int64_t skew = 0;

    CHECK(delivrd_verifier_receive(verifier, &request, NOW + 301, &notification, &error) ==
          DELIVRD_RESULT_STALE_TIMESTAMP);
    CHECK(delivrd_error_skew(error, &skew) && skew == -301);
    CHECK(delivrd_error_http_status(error) == 401 && delivrd_error_is_authentic(error));
    CHECK(!delivrd_error_is_retryable(error));
    delivrd_error_free(error);

    CHECK(delivrd_verifier_receive_now(verifier, &request, &notification, &error) ==
          DELIVRD_RESULT_STALE_TIMESTAMP);
    delivrd_error_free(error);

    request.body = bytes("{\"message_id\":\"forged\",\"recipient\":\"+447700900999\"}");
    CHECK(delivrd_verifier_receive(verifier, &request, NOW, &notification, &error) ==
          DELIVRD_RESULT_BAD_SIGNATURE);
    CHECK(delivrd_error_message(error).len > 0);
    CHECK(!delivrd_error_skew(error, &skew) && skew == 0);
    delivrd_error_free(error);

    request.header_count = 0;
    CHECK(delivrd_verifier_receive(verifier, &request, NOW, &notification, NULL) ==
          DELIVRD_RESULT_MISSING_HEADER);
    delivrd_verifier_free(verifier);
}

/* Whether a URL is as expected; `base_url` may be NULL. */
static int is_url(const delivrd_seen_request *seen, const char *base_url, size_t trusted_hops,
                  const char *expected)
{
    delivrd_str base = {base_url, base_url == NULL ? 0 : strlen(base_url)};
    delivrd_text *url = NULL;
    CHECK(delivrd_external_url(seen, base, trusted_hops, &url, NULL) == DELIVRD_RESULT_OK);
    int is_right = is(delivrd_text_str(url), expected);
    delivrd_text_free(url);
    return is_right;
}

/* The rule itself is tested in the core: what is trusted, and that every member arrives there. */
static void urls(void)
{
    delivrd_header headers[] = {
        {text("\xe4"), bytes("no name")},
        {text("X-Forwarded-Proto"), bytes("https")},
        {text("X-Forwarded-Host"), bytes("forged.example")},
        {text("x-forwarded-host"), bytes("example.com:444")},
    };
    delivrd_seen_request seen = seen_request("/dlr?a=1");
    seen.headers = headers;
    seen.header_count = 4;
    CHECK(is_url(&seen, NULL, 0, "http://inner:8080/dlr?a=1"));
    CHECK(is_url(&seen, "https://example.com/hooks/", 0, "https://example.com/hooks/dlr?a=1"));
    CHECK(is_url(&seen, NULL, 1, "https://example.com:444/dlr?a=1"));
    CHECK(is_url(&seen, NULL, 2, "http://forged.example/dlr?a=1"));
    CHECK(is_url(&seen, NULL, SIZE_MAX, "http://inner:8080/dlr?a=1"));
    seen.header_count = 2;
    CHECK(is_url(&seen, NULL, 1, "https://inner:8080/dlr?a=1"));

    /* What the client says, and no host can be. */
    static const char *const none[] = {"", "a b", "user@host", ":80", "\xe4"};
    seen = seen_request("http://other.example/dlr");
    for (size_t index = 0; index < sizeof none / sizeof *none; index++) {
        seen.host = text(none[index]);
        CHECK(is_url(&seen, NULL, 0, "http://named.example:8443/dlr"));
    }
    seen.is_tls = true;
    CHECK(is_url(&seen, NULL, 0, "https://named.example:8443/dlr"));
    seen.server_port = 443;
    CHECK(is_url(&seen, NULL, 0, "https://named.example/dlr"));
    seen.server_name = text("\xe4");
    CHECK(is_url(&seen, NULL, 0, "https://localhost/dlr"));

    static const char *const wrong[] = {"", "example.com", "ftp://example.com", "https://user@a",
                                        "https://example.com?a=1"};
    delivrd_text *url;
    for (size_t index = 0; index < sizeof wrong / sizeof *wrong; index++)
        CHECK(delivrd_external_url(&seen, text(wrong[index]), 0, &url, NULL) ==
              DELIVRD_RESULT_INVALID_ARGUMENT);
    CHECK(delivrd_external_url(&seen, text("https://example.com"), 1, &url, NULL) ==
          DELIVRD_RESULT_INVALID_ARGUMENT);
}

static void keys(void)
{
    delivrd_verifier *verifier = new_verifier();
    delivrd_request request = signed_request();
    delivrd_notification *notification = NULL;
    CHECK(delivrd_verifier_receive(verifier, &request, NOW, &notification, NULL) ==
          DELIVRD_RESULT_OK);
    const delivrd_receipt *receipt = delivrd_notification_receipt(notification, 0);
    CHECK(receipt != NULL && delivrd_notification_receipt(notification, 1) == NULL);
    delivrd_key from_receipt, at_sending;
    delivrd_str none = {NULL, 0};
    CHECK(delivrd_receipt_message_key(receipt, &from_receipt));
    CHECK(delivrd_verifier_message_key(verifier, text("api_42"), none, &at_sending, NULL) ==
          DELIVRD_RESULT_OK);
    CHECK(memcmp(&from_receipt, &at_sending, sizeof at_sending) == 0);
    char digits[33];
    for (size_t index = 0; index < 16; index++)
        snprintf(digits + 2 * index, 3, "%02x", at_sending.bytes[index]);
    CHECK(strncmp(at_sending.text, "v1:", 3) == 0 && strcmp(at_sending.text + 3, digits) == 0);
    CHECK(delivrd_receipt_state(receipt) == DELIVRD_STATE_UNDELIVERED);
    delivrd_time at;
    CHECK(delivrd_receipt_occurred_at(receipt, &at) && at.seconds == NOW && at.nanoseconds == 0);
    delivrd_notification_free(notification);
    delivrd_verifier_free(verifier);
}

/* Whatever the order, the delivery wins, and one transition is reported for it. */
static void outcomes(void)
{
    delivrd_notification *sent =
        stored(receipt_of("sent", "operator", "v1:000000000000000000000000000000a1"));
    delivrd_notification *delivered =
        stored(receipt_of("delivered", "handset", "v1:000000000000000000000000000000a2"));
    delivrd_outcome *outcome = NULL, *late = NULL, *other = NULL;
    delivrd_change change = {.size = sizeof change};
    delivrd_summary summary;
    delivrd_text *json = NULL;
    delivrd_segment segment;

    CHECK(delivrd_outcome_new(DELIVRD_POLICY_DELIVERED_WINS, &outcome, NULL) == DELIVRD_RESULT_OK);
    CHECK(delivrd_outcome_apply(outcome, delivrd_notification_receipt(sent, 0), &change, NULL) ==
          DELIVRD_RESULT_OK);
    CHECK(change.new_information && change.transition && change.after.state == DELIVRD_STATE_SENT);
    CHECK(delivrd_outcome_apply(outcome, delivrd_notification_receipt(delivered, 0), &change,
                                NULL) == DELIVRD_RESULT_OK);
    CHECK(change.transition && change.before.state == DELIVRD_STATE_SENT);
    CHECK(change.after.state == DELIVRD_STATE_DELIVERED && change.after.is_final);
    CHECK(delivrd_outcome_apply(outcome, delivrd_notification_receipt(sent, 0), &change, NULL) ==
          DELIVRD_RESULT_OK);
    CHECK(!change.new_information && !change.transition);
    CHECK(change.before.state == change.after.state);

    /* Through JSON, and the other way about. */
    CHECK(delivrd_outcome_to_json(outcome, &json, NULL) == DELIVRD_RESULT_OK);
    CHECK(delivrd_outcome_from_json(delivrd_text_str(json), &other, NULL) == DELIVRD_RESULT_OK);
    CHECK(delivrd_outcome_new(DELIVRD_POLICY_DELIVERED_WINS, &late, NULL) == DELIVRD_RESULT_OK);
    CHECK(delivrd_outcome_apply(late, delivrd_notification_receipt(delivered, 0), NULL, NULL) ==
          DELIVRD_RESULT_OK);
    CHECK(delivrd_outcome_merge(late, other, &change, NULL) == DELIVRD_RESULT_OK);
    CHECK(change.new_information && !change.transition);
    CHECK(delivrd_outcome_summary(late, &summary) && summary.state == DELIVRD_STATE_DELIVERED);
    CHECK(!summary.has_failure && !summary.conflict && !summary.late);
    CHECK(!delivrd_outcome_contradiction(late, &summary));
    CHECK(delivrd_outcome_segment_count(late) == 1 && delivrd_outcome_segment(late, 0, &segment));
    /* Ranks 3 (sent) and 9 (delivered, handset). */
    CHECK(segment.part == 0 && segment.seen == (1 << 3 | 1 << 9) && segment.merge_key[1] == 9);
    CHECK(segment.merge_key[35] == 0xa2 && !delivrd_outcome_segment(late, 1, &segment));
    delivrd_advice advice;
    CHECK(delivrd_outcome_advice(late, &advice) && advice.action == DELIVRD_ACTION_NONE);
    CHECK(advice.explanation.len > 0);
    CHECK(delivrd_outcome_policy(late) == DELIVRD_POLICY_DELIVERED_WINS);

    delivrd_outcome *sticky = NULL;
    delivrd_error *error = NULL;
    CHECK(delivrd_outcome_new(DELIVRD_POLICY_FAILURE_STICKY, &sticky, NULL) == DELIVRD_RESULT_OK);
    CHECK(delivrd_outcome_merge(sticky, late, NULL, &error) == DELIVRD_RESULT_INVALID_ARGUMENT);
    delivrd_error_free(error);

    delivrd_verifier *verifier = NULL;
    CHECK(delivrd_verifier_new(
              text("telecom23"),
              text("{\"secret\":\"" SECRET "\",\"advice\":[{\"state\":\"delivered\","
                   "\"action\":\"none\",\"id\":\"ours\",\"explanation\":\"There it is.\"}]}"),
              &verifier, NULL) == DELIVRD_RESULT_OK);
    CHECK(delivrd_verifier_advise_outcome(verifier, late, &advice) && is(advice.id, "ours"));

    delivrd_verifier_free(verifier);
    delivrd_outcome_free(sticky);
    delivrd_outcome_free(late);
    delivrd_outcome_free(other);
    delivrd_outcome_free(outcome);
    delivrd_text_free(json);
    delivrd_notification_free(delivered);
    delivrd_notification_free(sent);
}

/* The text of a file, to be freed. */
static char *read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    CHECK(file != NULL && fseek(file, 0, SEEK_END) == 0);
    long size = ftell(file);
    CHECK(size > 0 && fseek(file, 0, SEEK_SET) == 0);
    char *content = malloc((size_t)size + 1);
    CHECK(content != NULL && fread(content, 1, (size_t)size, file) == (size_t)size);
    content[size] = 0;
    fclose(file);
    return content;
}

/* Whether a signed request comes to the states or the error that stand beside it. */
static int is_received(const delivrd_verifier *verifier, const json_t *request, int64_t now)
{
    delivrd_header headers[4];
    delivrd_request arrived = {
        .size = sizeof arrived,
        .method = text("POST"),
        .url = text("https://example.com/dlr"),
        .headers = headers,
        .body = bytes(json_string_value(json_object_get(request, "body"))),
    };
    json_t *states = json_object_get(request, "states"), *state, *value;
    const char *kind = json_string_value(json_object_get(request, "error")), *name;
    delivrd_notification *notification = NULL;
    size_t index;

    json_object_foreach(json_object_get(request, "headers"), name, value)
    {
        CHECK(arrived.header_count < 4);
        headers[arrived.header_count++] =
            (delivrd_header){text(name), bytes(json_string_value(value))};
    }
    delivrd_result result =
        delivrd_verifier_receive(verifier, &arrived, now, &notification, NULL);
    if (kind != NULL)
        return notification == NULL && is(delivrd_result_kind(result), kind);
    int is_right = delivrd_notification_receipt_count(notification) == json_array_size(states);
    json_array_foreach(states, index, state)
    {
        const delivrd_receipt *receipt = delivrd_notification_receipt(notification, index);
        is_right = is_right && is(delivrd_state_name(delivrd_receipt_state(receipt)),
                                  json_string_value(state));
    }
    delivrd_notification_free(notification);
    return is_right;
}

/* What is said of the first mistake. */
static int is_refused(const delivrd_str *definitions, size_t count, delivrd_result expected,
                      const char *message)
{
    delivrd_verifier *verifier = NULL;
    delivrd_error *error = NULL;
    delivrd_result result = delivrd_verifier_new_with(text("acme_sms"), text(CONFIG), definitions,
                                                      count, &verifier, &error);
    int is_right = result == expected && verifier == NULL &&
                   strncmp(delivrd_error_message(error).ptr, message, strlen(message)) == 0;
    delivrd_error_free(error);
    return is_right;
}

static void definitions(const char *file, const char *requests_file)
{
    char *content = read_file(file), *broken = read_file(file), *scheme, line[32];
    json_t *acme = json_load_file(requests_file, 0, NULL), *request;
    json_t *config = json_pack("{sO}", "secret", json_object_get(acme, "secret"));
    char *config_text = json_dumps(config, 0);
    delivrd_verifier *verifier = NULL;
    size_t index, number = 1;

    delivrd_str own[] = {text(content), text(content)};
    CHECK(delivrd_verifier_new_with(text("acme_sms"), text(config_text), own, 1, &verifier, NULL) ==
          DELIVRD_RESULT_OK);
    own[0] = (delivrd_str){NULL, 0};
    CHECK(is(delivrd_verifier_provider(verifier), "acme_sms"));
    CHECK(json_array_size(json_object_get(acme, "requests")) > 2);
    json_array_foreach(json_object_get(acme, "requests"), index, request) CHECK(
        is_received(verifier, request, json_integer_value(json_object_get(acme, "now"))));
    delivrd_verifier_free(verifier);

    /* The others are there, too, and it belongs to its verifier alone. */
    CHECK(delivrd_verifier_new_with(text("telecom23"), text(CONFIG), own + 1, 1, &verifier, NULL) ==
          DELIVRD_RESULT_OK);
    delivrd_verifier_free(verifier);
    CHECK(delivrd_verifier_new(text("acme_sms"), text(CONFIG), &verifier, NULL) ==
          DELIVRD_RESULT_UNKNOWN_PROVIDER);

    /* A mistake has its line, and of several texts its number. */
    scheme = strstr(broken, "hmac_sha256");
    CHECK(scheme != NULL);
    scheme[0] = 'x';
    for (const char *at = broken; at < scheme; at++)
        number += *at == '\n';
    own[0] = text(broken);
    snprintf(line, sizeof line, "definition: line %zu: ", number);
    CHECK(is_refused(own, 1, DELIVRD_RESULT_INVALID_CONFIG, line));
    own[0] = own[1], own[1] = text(broken);
    snprintf(line, sizeof line, "definition 2: line %zu: ", number);
    CHECK(is_refused(own, 2, DELIVRD_RESULT_INVALID_CONFIG, line));
    own[1] = own[0];
    CHECK(is_refused(own, 2, DELIVRD_RESULT_INVALID_ARGUMENT,
                     "definition 2: a provider with this id is registered already"));
    free(config_text);
    json_decref(config);
    json_decref(acme);
    free(broken);
    free(content);
}

int main(int count, char **arguments)
{
    CHECK(count == 4);
    error_kinds(arguments[1]);
    words();
    refusals();
    urls();
    keys();
    outcomes();
    definitions(arguments[2], arguments[3]);
    puts("c: errors, words, URLs, keys, outcomes and definitions");
    return 0;
}
