/* Against a library with a provider that panics: the panic comes back as `internal`, and nothing
 * of the request is said. */
#include "check.h"

int main(void)
{
    delivrd_verifier *verifier = NULL;
    delivrd_notification *notification = (delivrd_notification *)&verifier;
    delivrd_error *error = NULL;
    delivrd_request request = signed_request();
    CHECK(delivrd_verifier_new(text("panics"), text(CONFIG), &verifier, &error) ==
          DELIVRD_RESULT_OK);
    for (int time = 0; time < 3; time++) {
        CHECK(delivrd_verifier_receive(verifier, &request, NOW, &notification, &error) ==
              DELIVRD_RESULT_INTERNAL);
        CHECK(notification == NULL);
        CHECK(is(delivrd_error_kind(error), "internal") && delivrd_error_is_retryable(error));
        CHECK(delivrd_error_http_status(error) == 500);
        CHECK(!holds(delivrd_error_message(error), "14155550123"));
        delivrd_error_free(error);
    }
    delivrd_verifier_free(verifier);
    puts("c: a panic is an error");
    return 0;
}
