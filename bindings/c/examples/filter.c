/* Reads captures (JSON Lines, as `delivrd sign --with-config` prints them) from stdin and writes
 * a notification, or the kind of the error, as a line for each. Exit status 1 if one was refused.
 *
 *     delivrd sample telnyx | delivrd sign telnyx --test-key --with-config | filter
 *
 * Bodies as text and headers in ASCII alone, for brevity. */
#include <delivrd.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static delivrd_str str(const json_t *value)
{
    return (delivrd_str){json_string_value(value), json_string_length(value)};
}

static delivrd_bytes bytes(const json_t *value)
{
    return (delivrd_bytes){(const uint8_t *)json_string_value(value), json_string_length(value)};
}

static delivrd_result receive(json_t *capture, delivrd_notification **notification)
{
    json_t *pairs = json_object_get(capture, "headers"), *now = json_object_get(capture, "now");
    size_t count = json_array_size(pairs);
    delivrd_header *headers = calloc(count + 1, sizeof *headers);
    for (size_t i = 0; headers != NULL && i < count; i++) {
        headers[i].name = str(json_array_get(json_array_get(pairs, i), 0));
        headers[i].value = bytes(json_array_get(json_array_get(pairs, i), 1));
    }
    delivrd_request request = {
        .size = sizeof request,
        .method = str(json_object_get(capture, "method")),
        .url = str(json_object_get(capture, "url")),
        .headers = headers,
        .header_count = count,
        .body = bytes(json_object_get(capture, "body")),
    };
    char *config = json_dumps(json_object_get(capture, "config"), JSON_ENCODE_ANY);
    delivrd_str config_text = {config, config == NULL ? 0 : strlen(config)};
    delivrd_verifier *verifier = NULL;
    delivrd_result result =
        delivrd_verifier_new(str(json_object_get(capture, "provider")), config_text, &verifier, NULL);
    if (result == DELIVRD_RESULT_OK) {
        int64_t arrival = json_is_integer(now) ? json_integer_value(now) : (int64_t)time(NULL);
        result = delivrd_verifier_receive(verifier, &request, arrival, notification, NULL);
    }
    delivrd_verifier_free(verifier);
    free(config);
    free(headers);
    return result;
}

int main(void)
{
    char *line = NULL;
    size_t size = 0;
    int status = 0;
    while (getline(&line, &size, stdin) > 0) {
        json_t *capture = json_loads(line, JSON_ALLOW_NUL, NULL);
        delivrd_notification *notification = NULL;
        delivrd_text *json = NULL;
        delivrd_result result = receive(capture, &notification);
        delivrd_str shown = delivrd_result_kind(result);
        if (result == DELIVRD_RESULT_OK) {
            delivrd_notification_to_json(notification, &json, NULL);
            shown = delivrd_text_str(json);
        }
        status |= result != DELIVRD_RESULT_OK;
        fwrite(shown.ptr, 1, shown.len, stdout);
        putchar('\n');
        delivrd_text_free(json);
        delivrd_notification_free(notification);
        json_decref(capture);
    }
    free(line);
    return status;
}
