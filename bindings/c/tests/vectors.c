/* Runs the conformance vectors: vectors TIMES FILE... Each notification is compared three ways:
 * as JSON, as JSON that was read back, and member by member through the getters. */
#include "check.h"

#include <jansson.h>

/* The vectors are trusted; a text of theirs may hold NUL. */
#define FLAGS (JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES)

static json_t *string_of(delivrd_str found)
{
    if (found.ptr == NULL)
        return json_null();
    json_t *string = json_stringn(found.ptr, found.len);
    CHECK(string != NULL);
    return string;
}

static json_t *text_or_null(bool is_there, const char *found)
{
    return is_there ? json_string(found) : json_null();
}

static json_t *number_or_null(uint32_t number)
{
    return number == 0 ? json_null() : json_integer(number);
}

static json_t *receipt_by_getters(const delivrd_receipt *receipt)
{
    delivrd_key dedupe_key, message_key;
    delivrd_failure failure;
    delivrd_advice advice;
    delivrd_time occurred_at;
    delivrd_cost cost;
    CHECK(delivrd_receipt_dedupe_key(receipt, &dedupe_key));
    CHECK(delivrd_receipt_message_key(receipt, &message_key));
    CHECK(delivrd_receipt_advice(receipt, &advice));
    json_t *tags = json_array(), *extra = json_object();
    for (size_t index = 0; index < delivrd_receipt_tag_count(receipt); index++)
        json_array_append_new(tags, string_of(delivrd_receipt_tag(receipt, index)));
    for (size_t index = 0; index < delivrd_receipt_extra_count(receipt); index++) {
        delivrd_str name = delivrd_receipt_extra_name(receipt, index);
        json_t *value = string_of(delivrd_receipt_extra_value(receipt, index));
        json_object_setn_new(extra, name.ptr, name.len, value);
    }
    bool has_failure = delivrd_receipt_failure(receipt, &failure);
    bool has_time = delivrd_receipt_occurred_at(receipt, &occurred_at);
    bool has_cost = delivrd_receipt_cost(receipt, &cost);
    delivrd_str code = delivrd_receipt_code(receipt);
    json_t *object = json_pack(
        "{ss ss so so so so so so so sb so so so so so so so so so so so so so so so}",
        "dedupe_key", dedupe_key.text, "message_key", message_key.text,
        "message_id", string_of(delivrd_receipt_message_id(receipt)),
        "reference", string_of(delivrd_receipt_reference(receipt)),
        "recipient", string_of(delivrd_receipt_recipient(receipt)),
        "sender", string_of(delivrd_receipt_sender(receipt)),
        "channel", string_of(delivrd_receipt_channel(receipt)),
        "campaign", string_of(delivrd_receipt_campaign(receipt)),
        "state", string_of(delivrd_state_name(delivrd_receipt_state(receipt))),
        "final", delivrd_receipt_is_final(receipt),
        "confirmation",
        string_of(delivrd_confirmation_name(delivrd_receipt_confirmation(receipt))),
        "failure",
        !has_failure ? json_null()
                     : json_pack("{so so so}", "reason",
                                 string_of(delivrd_reason_name(failure.reason)), "permanence",
                                 string_of(delivrd_permanence_name(failure.permanence)), "source",
                                 string_of(delivrd_source_name(failure.source))),
        "advice",
        json_pack("{so so so}", "action", string_of(delivrd_action_name(advice.action)), "id",
                  string_of(advice.id), "explanation", string_of(advice.explanation)),
        "status", string_of(delivrd_receipt_status(receipt)), "code", string_of(code),
        "code_system",
        code.ptr == NULL
            ? json_null()
            : string_of(delivrd_code_system_name(delivrd_receipt_code_system(receipt))),
        "detail", string_of(delivrd_receipt_detail(receipt)),
        "occurred_at", text_or_null(has_time, occurred_at.text),
        "parts", number_or_null(delivrd_receipt_parts(receipt)),
        "part", number_or_null(delivrd_receipt_part(receipt)),
        "cost",
        !has_cost ? json_null()
                  : json_pack("{so so}", "amount", string_of(cost.amount), "currency",
                              string_of(cost.currency)),
        "carrier", string_of(delivrd_receipt_carrier(receipt)),
        "network", string_of(delivrd_receipt_network(receipt)), "tags", tags, "extra", extra);
    CHECK(object != NULL);
    return object;
}

static json_t *notification_by_getters(const delivrd_notification *notification)
{
    delivrd_event event;
    delivrd_verification verified;
    delivrd_sha256 sha256;
    CHECK(delivrd_notification_event(notification, &event));
    CHECK(delivrd_notification_payload_sha256(notification, &sha256));
    bool is_verified = delivrd_notification_verified(notification, &verified);
    json_t *receipts = json_array(), *unreadable = json_array();
    for (size_t index = 0; index < delivrd_notification_receipt_count(notification); index++)
        json_array_append_new(
            receipts, receipt_by_getters(delivrd_notification_receipt(notification, index)));
    for (size_t index = 0; index < delivrd_notification_unreadable_count(notification); index++) {
        delivrd_unreadable item;
        CHECK(delivrd_notification_unreadable(notification, index, &item));
        json_array_append_new(unreadable, json_pack("{sI so}", "index", (json_int_t)item.index,
                                                    "kind", string_of(item.kind)));
    }
    delivrd_str other = delivrd_notification_other(notification);
    bool has_time = is_verified && verified.has_time;
    json_t *object = json_pack(
        "{so so so so ss so so so}", "provider",
        string_of(delivrd_notification_provider(notification)), "account",
        string_of(delivrd_notification_account(notification)), "event",
        json_pack("{so so so}", "id", string_of(event.id), "type", string_of(event.type),
                  "attempt", number_or_null(event.attempt)),
        "verified",
        !is_verified ? json_null()
                     : json_pack("{so so so so}", "scheme", string_of(verified.scheme), "key",
                                 string_of(verified.key), "signed_at",
                                 text_or_null(has_time && verified.signed_at.text[0] != 0,
                                              verified.signed_at.text),
                                 "skew", has_time ? json_integer(verified.skew) : json_null()),
        "payload_sha256", sha256.text, "receipts", receipts, "other",
        other.ptr == NULL ? json_null() : json_pack("{so}", "type", string_of(other)),
        "unreadable", unreadable);
    CHECK(object != NULL);
    return object;
}

static json_t *parsed(delivrd_str json)
{
    json_t *value = json_loadb(json.ptr, json.len, FLAGS, NULL);
    CHECK(value != NULL);
    return value;
}

/* Whether both say the same; the differing one is printed. */
static int equals(json_t *found, json_t *expected, const char *how)
{
    int equal = json_equal(found, expected);
    if (!equal) {
        char *dump = json_dumps(found, JSON_SORT_KEYS | JSON_INDENT(1));
        fprintf(stderr, "%s: %s\n", how, dump);
        free(dump);
    }
    json_decref(found);
    return equal;
}

/* Writes and reads it back each time, for the memory checkers; compares the first time. */
static int is_as_expected(const delivrd_notification *notification, json_t *expected, int compare)
{
    delivrd_text *json = NULL, *again = NULL;
    delivrd_notification *stored = NULL;
    CHECK(delivrd_notification_to_json(notification, &json, NULL) == DELIVRD_RESULT_OK);
    CHECK(delivrd_notification_from_json(delivrd_text_str(json), &stored, NULL) ==
          DELIVRD_RESULT_OK);
    CHECK(delivrd_notification_to_json(stored, &again, NULL) == DELIVRD_RESULT_OK);
    int equal = !compare ||
                (equals(parsed(delivrd_text_str(json)), expected, "as JSON") &&
                 equals(parsed(delivrd_text_str(again)), expected, "stored") &&
                 equals(notification_by_getters(notification), expected, "by getters"));
    delivrd_notification_free(stored);
    delivrd_text_free(again);
    delivrd_text_free(json);
    return equal;
}

/* Latin-1: each character of a capture's header stands for a byte. */
static delivrd_bytes latin_1(const json_t *value)
{
    const unsigned char *from = (const unsigned char *)json_string_value(value);
    size_t length = json_string_length(value);
    uint8_t *to = malloc(length + 1);
    size_t count = 0;
    for (size_t index = 0; index < length; index++)
        if (from[index] < 0x80) {
            to[count++] = from[index];
        } else {
            CHECK((from[index] & 0xfc) == 0xc0 && index + 1 < length);
            to[count++] = (uint8_t)(((from[index] & 0x03) << 6) | (from[index + 1] & 0x3f));
            index++;
        }
    return (delivrd_bytes){to, count};
}

static delivrd_bytes from_base64(const json_t *value)
{
    const char *from = json_string_value(value);
    const char *alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint8_t *to = malloc(json_string_length(value) + 1);
    size_t count = 0, bits = 0;
    uint32_t held = 0;
    for (; *from != 0 && *from != '='; from++) {
        const char *place = strchr(alphabet, *from);
        CHECK(place != NULL);
        held = (held << 6) | (uint32_t)(place - alphabet);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            to[count++] = (uint8_t)(held >> bits);
        }
    }
    return (delivrd_bytes){to, count};
}

static delivrd_str str_of(const json_t *value)
{
    return (delivrd_str){json_string_value(value), json_string_length(value)};
}

/* Texts of errors, and those of them that hold something of the request or of a key. The longest
 * word that both have, `telnyx-signature-ed25519`, has 24 letters. */
#define LONGER_THAN_WORDS 25
static size_t texts = 0, leaks = 0;

static void look(const delivrd_error *error, const delivrd_request *request, delivrd_str secret)
{
    delivrd_str message = delivrd_error_message(error);
    int leaking = shares(message, request->body.ptr, request->body.len, LONGER_THAN_WORDS) ||
                  shares(message, request->url.ptr, request->url.len, LONGER_THAN_WORDS) ||
                  shares(message, secret.ptr, secret.len, PIECE);
    for (size_t index = 0; index < request->header_count; index++) {
        delivrd_bytes value = request->headers[index].value;
        leaking |= shares(message, value.ptr, value.len, LONGER_THAN_WORDS);
    }
    if (leaking)
        fprintf(stderr, "input in: %.*s\n", (int)message.len, message.ptr);
    leaks += leaking;
    texts++;
}

static void run(const char *provider, json_t *group, json_t *test, const char *file, int compare)
{
    json_t *captured = json_object_get(test, "request");
    json_t *expect = json_object_get(test, "expect");
    const char *expected_kind = json_string_value(json_object_get(expect, "error"));
    json_t *expected = json_object_get(expect, "notification");
    CHECK((expected_kind == NULL) != (expected == NULL));

    json_t *config = json_copy(json_object_get(group, "config"));
    const char *members[] = {"tolerance", "account"};
    for (size_t index = 0; index < 2; index++)
        if (json_object_get(group, members[index]) != NULL)
            json_object_set(config, members[index], json_object_get(group, members[index]));
    char *config_text = json_dumps(config, 0);

    json_t *pairs = json_object_get(captured, "headers");
    size_t count = json_array_size(pairs);
    delivrd_header *headers = calloc(count + 1, sizeof *headers);
    for (size_t index = 0; index < count; index++) {
        json_t *pair = json_array_get(pairs, index);
        headers[index].name = str_of(json_array_get(pair, 0));
        headers[index].value = latin_1(json_array_get(pair, 1));
    }
    json_t *plain = json_object_get(captured, "body");
    json_t *encoded = json_object_get(captured, "body_b64");
    CHECK((plain == NULL) != (encoded == NULL));
    delivrd_bytes decoded = encoded != NULL ? from_base64(encoded) : (delivrd_bytes){NULL, 0};
    delivrd_str plain_body = str_of(plain);
    delivrd_request request = {
        .size = sizeof request,
        .method = str_of(json_object_get(captured, "method")),
        .url = str_of(json_object_get(captured, "url")),
        .headers = headers,
        .header_count = count,
        .body = encoded != NULL
                    ? decoded
                    : (delivrd_bytes){(const uint8_t *)plain_body.ptr, plain_body.len},
    };

    delivrd_verifier *verifier = NULL;
    delivrd_notification *notification = NULL;
    delivrd_error *error = NULL;
    delivrd_result result =
        delivrd_verifier_new(text(provider), text(config_text), &verifier, &error);
    if (result == DELIVRD_RESULT_OK)
        result = delivrd_verifier_receive(
            verifier, &request, json_integer_value(json_object_get(group, "now")), &notification,
            &error);
    if (error != NULL && compare)
        look(error, &request, str_of(json_object_get(config, "secret")));
    /* A notification needs neither the request nor the verifier any more. */
    delivrd_verifier_free(verifier);
    for (size_t index = 0; index < count; index++)
        free((void *)headers[index].value.ptr);
    free(headers);
    free((void *)decoded.ptr);

    int passed;
    if (expected != NULL)
        passed = result == DELIVRD_RESULT_OK && is_as_expected(notification, expected, compare);
    else
        passed = result != DELIVRD_RESULT_OK && notification == NULL &&
                 is(delivrd_error_kind(error), expected_kind) &&
                 delivrd_error_result(error) == result;
    if (!passed) {
        delivrd_str kind = delivrd_error_kind(error);
        fprintf(stderr, "%s %lld (%s): result %u %.*s\n", file,
                (long long)json_integer_value(json_object_get(test, "id")),
                json_string_value(json_object_get(test, "comment")), (unsigned)result,
                (int)kind.len, kind.ptr == NULL ? "" : kind.ptr);
        exit(1);
    }
    delivrd_notification_free(notification);
    delivrd_error_free(error);
    free(config_text);
    json_decref(config);
}

static void check_members(json_t *object, const char *const *known, const char *file)
{
    const char *name;
    json_t *value;
    json_object_foreach(object, name, value)
    {
        int found = 0;
        for (const char *const *one = known; *one != NULL; one++)
            found |= strcmp(name, *one) == 0;
        if (!found) {
            fprintf(stderr, "%s: unknown member %s\n", file, name);
            exit(1);
        }
    }
}

int main(int count, char **arguments)
{
    static const char *const file_members[] = {"schema", "provider", "count",
                                               "notes",  "groups",   NULL};
    static const char *const group_members[] = {"source",    "config",  "now", "tolerance",
                                                "account", "tests", NULL};
    static const char *const test_members[] = {"id",      "comment", "flags",
                                               "request", "expect",  NULL};
    CHECK(count > 2);
    long times = strtol(arguments[1], NULL, 10);
    size_t total = 0;
    for (int argument = 2; argument < count; argument++) {
        const char *file = arguments[argument];
        json_error_t problem;
        json_t *vectors = json_load_file(file, FLAGS, &problem);
        if (vectors == NULL) {
            fprintf(stderr, "%s:%d: %s\n", file, problem.line, problem.text);
            return 1;
        }
        check_members(vectors, file_members, file);
        const char *provider = json_string_value(json_object_get(vectors, "provider"));
        size_t ran = 0, group_index, test_index;
        json_t *group, *test;
        json_array_foreach(json_object_get(vectors, "groups"), group_index, group)
        {
            check_members(group, group_members, file);
            json_array_foreach(json_object_get(group, "tests"), test_index, test)
            {
                check_members(test, test_members, file);
                for (long time = 0; time < times; time++)
                    run(provider, group, test, file, time == 0);
                ran++;
            }
        }
        CHECK(ran > 0 && times > 0);
        CHECK((json_int_t)ran == json_integer_value(json_object_get(vectors, "count")));
        total += ran;
        json_decref(vectors);
    }
    CHECK(texts > 0 && leaks == 0);
    if (times == 1)
        printf("c: %zu vectors\nc: %zu texts of errors about vectors, %zu canaries found\n", total,
               texts, leaks);
    else
        printf("c: %zu vectors, %ld times each\n", total, times);
    return 0;
}
