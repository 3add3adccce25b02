/* Against a library with a provider that panics: the panic comes back as `internal`, and nothing
 * of the request and the configuration is said. The Makefile searches stderr for the same canaries. */
#include "check.h"

#define CANARY "Xq7LvNzR2mTk9WpHc4JbYs6G"

int main(void)
{
    delivrd_verifier *verifier = NULL;
    delivrd_notification *notification = (delivrd_notification *)&verifier;
    delivrd_error *error = NULL;
    delivrd_header header = {text(CANARY), bytes(CANARY)};
    delivrd_request request = {
        .size = sizeof request,
        .method = text(CANARY),
        .url = text("https://" CANARY "/"),
        .headers = &header,
        .header_count = 1,
        .body = bytes(CANARY " of +14155550142"),
    };
    CHECK(delivrd_verifier_new(text("panics"), text("{\"secret\":\"" CANARY "\"}"), &verifier,
                               &error) == DELIVRD_RESULT_OK);
    for (int time = 0; time < 3; time++) {
        CHECK(delivrd_verifier_receive(verifier, &request, NOW, &notification, &error) ==
              DELIVRD_RESULT_INTERNAL);
        CHECK(notification == NULL);
        CHECK(is(delivrd_error_kind(error), "internal") && delivrd_error_is_retryable(error));
        CHECK(delivrd_error_http_status(error) == 500);
        CHECK(!holds(delivrd_error_message(error), CANARY));
        CHECK(!holds(delivrd_error_message(error), "4155550142"));
        delivrd_error_free(error);
    }
    delivrd_verifier_free(verifier);
    puts("c: a panic is an error");
    return 0;
}
