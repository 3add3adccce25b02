/* No text of an error holds a secret or anything of a request: every function that has an error is
 * called with canaries in each place that takes input. The Makefile compares the list of functions
 * with the header, and sees to it that nothing is written to stderr. The texts about the vectors are
 * searched in vectors.c, and what is said of a panic in panic.c. */
#include "check.h"

/* Letters that stand nowhere else, for each place one. */
#define SECRET_CANARY "Xq7LvNzR2mTk9WpHc4JbYs6G"
#define MEMBER "gD3fUe8QaZ5nMxV1rKoB0tIw"
#define METHOD "PmB6yHs9KdTj2CwRz4XnQe7L"
#define HOST "vF8uGa1LkSx5ErNc3ZtYo0Jb"
#define NAME "hW2qPiD7VmXf4TbUz9RsKc6E"
#define VALUE "nQ5xJeB0GyLr8AoMk1HvZw3S"
#define TEXT "tR9cYpU4FsNd6ViXa2KgEb7Q"
#define NUMBER "+14155550142"
#define TAIL "\xff"

static const char *const canaries[] = {SECRET_CANARY, MEMBER, METHOD, HOST, NAME, VALUE, TEXT,
                                       NUMBER};
static size_t texts = 0, found = 0;

static int finds(delivrd_str message)
{
    for (size_t index = 0; index < sizeof canaries / sizeof *canaries; index++) {
        const char *canary = canaries[index];
        char hex[2 * sizeof SECRET_CANARY];
        for (size_t at = 0; at < strlen(canary); at++)
            snprintf(hex + 2 * at, 3, "%02x", (unsigned char)canary[at]);
        if (shares(message, canary, strlen(canary), PIECE) ||
            shares(message, hex, strlen(hex), 2 * PIECE))
            return 1;
    }
    return 0;
}

/* Looks at the error of a call that has failed, and frees it. */
static void look(delivrd_result result, delivrd_error *error)
{
    delivrd_str message = delivrd_error_message(error);
    CHECK(result != DELIVRD_RESULT_OK && message.len > 0);
    texts += 2;
    if (finds(message) || finds(delivrd_error_kind(error))) {
        fprintf(stderr, "a canary stands in: %.*s\n", (int)message.len, message.ptr);
        found++;
    }
    delivrd_error_free(error);
}

/* What is written to `error` by a call. */
#define LOOK(call)                                                                                \
    do {                                                                                          \
        delivrd_error *error = NULL;                                                              \
        delivrd_result result = (call);                                                           \
        look(result, error);                                                                      \
    } while (0)

static void configurations(void)
{
    static const char *const wrong[] = {
        TEXT,
        "[\"" TEXT "\"]",
        "{\"secret\":\"" SECRET_CANARY,
        "{\"secret\":\"" SECRET_CANARY "\",\"" MEMBER "\":\"" NUMBER "\"}",
        "{\"secret\":\"" SECRET_CANARY "\",\"secrets\":[\"" TEXT "\"]}",
        "{\"secret\":\"" SECRET_CANARY "\",\"secret\":\"" TEXT "\"}",
        "{\"secret\":{\"" MEMBER "\":\"" TEXT "\"}}",
        "{\"secrets\":{\"" MEMBER "\":\"" SECRET_CANARY "\"}}",
        "{\"secrets\":[{\"secret\":\"" SECRET_CANARY "\",\"label\":{\"a\":\"" TEXT "\"}}]}",
        "{\"secrets\":[{\"secret\":\"" SECRET_CANARY "\",\"label\":\"" TEXT "\"},"
        "{\"secret\":\"" SECRET_CANARY "\",\"label\":\"" TEXT "\"}]}",
        "{\"secret\":\"" SECRET_CANARY "\",\"account\":{\"a\":\"" TEXT "\"}}",
        "{\"secret\":\"" SECRET_CANARY "\",\"tolerance\":14155550142}",
        "{\"secret\":\"" SECRET_CANARY "\",\"tolerance\":\"" TEXT "\"}",
        "{\"secret\":\"" SECRET_CANARY "\",\"max_body\":14155550142}",
        "{\"secret\":\"" SECRET_CANARY "\",\"statuses\":{\"" MEMBER "\":{\"state\":\"" TEXT
        "\"}}}",
        "{\"secret\":\"" SECRET_CANARY "\",\"codes\":{\"" MEMBER "\":{\"reason\":\"" TEXT "\"}}}",
        "{\"secret\":\"" SECRET_CANARY "\",\"advice\":[{\"" MEMBER "\":\"" TEXT "\"}]}",
        "{\"secret\":\"" SECRET_CANARY "\",\"advice\":[{\"action\":\"" TEXT "\",\"id\":\"" TEXT
        "\",\"explanation\":\"" TEXT "\"}]}",
        "{\"public_key\":\"" SECRET_CANARY "\"}",
    };
    static const char *const providers[] = {"telecom23", "telnyx"};
    delivrd_verifier *verifier;
    for (size_t index = 0; index < 2 * sizeof wrong / sizeof *wrong; index++)
        LOOK(delivrd_verifier_new(text(providers[index % 2]), text(wrong[index / 2]), &verifier,
                                  &error));
    LOOK(delivrd_verifier_new(text(TEXT), text(CONFIG), &verifier, &error));
    LOOK(delivrd_verifier_new(text(TEXT TAIL), text(CONFIG), &verifier, &error));
    LOOK(delivrd_verifier_new(text("telecom23"), text(SECRET_CANARY TAIL), &verifier, &error));

    const delivrd_str definitions[] = {
        text(TEXT),
        text(TEXT TAIL),
        text("id = \"" TEXT "\"\n" MEMBER " = \"" NUMBER "\""),
        text("[signature]\nscheme = \"" NAME "\"\nin = \"" VALUE "\"\nsigned = \"" TEXT "\""),
        text("[codes]\ncsv = \"" TEXT "\""),
    };
    for (size_t index = 0; index < sizeof definitions / sizeof *definitions; index++)
        LOOK(delivrd_verifier_new_with(text("telecom23"),
                                       text("{\"secret\":\"" SECRET_CANARY "\"}"),
                                       definitions + index, 1, &verifier, &error));
}

static void requests(void)
{
    delivrd_verifier *verifier = NULL, *small = NULL;
    delivrd_notification *notification;
    delivrd_header headers[] = {
        {text("X-Webhook-Timestamp"), bytes("1770000000")},
        {text("X-Webhook-Signature"), bytes(SIGNATURE)},
        {text(NAME), bytes(VALUE)},
    };
    delivrd_request request = {
        .size = sizeof request,
        .method = text(METHOD),
        .url = text("https://" HOST "/?to=" NUMBER),
        .headers = headers,
        .header_count = 3,
        .body = bytes("{\"message_id\":\"" TEXT "\",\"" MEMBER "\":\"" NUMBER "\"}"),
    };
    CHECK(delivrd_verifier_new(text("telecom23"),
                               text("{\"secret\":\"" SECRET_CANARY "\",\"max_body\":100000}"),
                               &verifier, NULL) == DELIVRD_RESULT_OK);
    CHECK(delivrd_verifier_new(text("telecom23"),
                               text("{\"secret\":\"" SECRET_CANARY "\",\"max_body\":1}"), &small,
                               NULL) == DELIVRD_RESULT_OK);
    LOOK(delivrd_verifier_receive(small, &request, NOW, &notification, &error));
    LOOK(delivrd_verifier_receive(verifier, &request, NOW, &notification, &error));
    LOOK(delivrd_verifier_receive_now(verifier, &request, &notification, &error));
    headers[1].value = bytes(VALUE);
    LOOK(delivrd_verifier_receive(verifier, &request, NOW, &notification, &error));
    headers[2] = (delivrd_header){text("x-webhook-signature"), bytes(NUMBER)};
    LOOK(delivrd_verifier_receive(verifier, &request, NOW, &notification, &error));
    headers[0].value = bytes(NUMBER);
    request.header_count = 2;
    LOOK(delivrd_verifier_receive(verifier, &request, NOW, &notification, &error));
    request.header_count = 1;
    LOOK(delivrd_verifier_receive(verifier, &request, NOW, &notification, &error));
    request.method = text(METHOD TAIL);
    LOOK(delivrd_verifier_receive(verifier, &request, NOW, &notification, &error));
    request.url = text(HOST TAIL);
    LOOK(delivrd_verifier_receive_now(verifier, &request, &notification, &error));
    request.size = 1;
    LOOK(delivrd_verifier_receive(verifier, &request, NOW, &notification, &error));

    delivrd_key key;
    LOOK(delivrd_verifier_message_key(verifier, text(TEXT TAIL), text(NUMBER), &key, &error));
    LOOK(delivrd_verifier_message_key(verifier, text(TEXT), text(NUMBER TAIL), &key, &error));
    LOOK(delivrd_verifier_message_key(verifier, text(TEXT), text(NUMBER), NULL, &error));
    delivrd_verifier_free(small);
    delivrd_verifier_free(verifier);
}

static void urls(void)
{
    delivrd_header headers[] = {{text("X-Forwarded-Host"), bytes(VALUE)}, {text(NAME), {NULL, 1}}};
    delivrd_seen_request seen = {
        .size = sizeof seen,
        .host = text(HOST),
        .server_name = text(TEXT),
        .target = text("/" MEMBER "?to=" NUMBER),
        .headers = headers,
        .header_count = 1,
    };
    delivrd_str none = {NULL, 0};
    delivrd_text *url;
    LOOK(delivrd_external_url(&seen, text("https://" HOST "?to=" NUMBER), 0, &url, &error));
    LOOK(delivrd_external_url(&seen, text("https://" HOST), 1, &url, &error));
    LOOK(delivrd_external_url(&seen, text("https://" HOST TAIL), 0, &url, &error));
    seen.header_count = 2;
    LOOK(delivrd_external_url(&seen, none, 1, &url, &error));
    seen.header_count = 1;
    seen.target = text("/" MEMBER TAIL);
    LOOK(delivrd_external_url(&seen, none, 1, &url, &error));
}

/* Genuine, but of another time. */
static void times(void)
{
    delivrd_verifier *verifier = new_verifier();
    delivrd_request request = signed_request();
    delivrd_notification *notification;
    LOOK(delivrd_verifier_receive(verifier, &request, NOW + 301, &notification, &error));
    LOOK(delivrd_verifier_receive(verifier, &request, NOW - 301, &notification, &error));
    delivrd_verifier_free(verifier);
}

static void stored(void)
{
    static const char *const wrong[] = {
        TEXT,
        TEXT TAIL,
        "\"" NUMBER "\"",
        "{\"" MEMBER "\":\"" TEXT "\"}",
        "{\"provider\":14155550142}",
        "{\"policy\":\"" TEXT "\"}",
        "{\"policy\":\"delivered_wins\",\"parts\":\"" NUMBER "\",\"segments\":[]}",
        "{\"policy\":\"delivered_wins\",\"segments\":[{\"part\":\"" TEXT "\"}]}",
    };
    delivrd_notification *notification;
    delivrd_outcome *outcome, *one = NULL, *other = NULL;
    for (size_t index = 0; index < sizeof wrong / sizeof *wrong; index++) {
        LOOK(delivrd_notification_from_json(text(wrong[index]), &notification, &error));
        LOOK(delivrd_outcome_from_json(text(wrong[index]), &outcome, &error));
    }
    LOOK(delivrd_outcome_new(1415555014, &outcome, &error));
    CHECK(delivrd_outcome_new(DELIVRD_POLICY_DELIVERED_WINS, &one, NULL) == DELIVRD_RESULT_OK);
    CHECK(delivrd_outcome_new(DELIVRD_POLICY_FAILURE_STICKY, &other, NULL) == DELIVRD_RESULT_OK);
    LOOK(delivrd_outcome_merge(one, other, NULL, &error));
    /* These fail over nothing but NULL. */
    LOOK(delivrd_outcome_apply(one, NULL, NULL, &error));
    LOOK(delivrd_outcome_to_json(one, NULL, &error));
    LOOK(delivrd_notification_to_json(NULL, NULL, &error));
    LOOK(delivrd_receipt_to_json(NULL, NULL, &error));
    delivrd_outcome_free(other);
    delivrd_outcome_free(one);
}

int main(void)
{
    /* The check itself. */
    CHECK(finds(text("a number: 4155550142")) && finds(text("7LvNzR2mTk9")));
    CHECK(finds(text("5871374c764e7a52")) && !finds(text("7LvNzR2")));
    configurations();
    requests();
    urls();
    times();
    stored();
    printf("c: %zu texts of errors, %zu canaries found\n", texts, found);
    return found > 0 || texts < 100;
}
