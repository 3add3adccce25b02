/* One verifier and one notification, used by eight threads at once. */
#include "check.h"

#include <threads.h>

enum { THREADS = 8, CALLS = 20000 };

struct shared {
    const delivrd_verifier *verifier;
    const delivrd_notification *notification;
};

static int work(void *argument)
{
    const struct shared *shared = argument;
    delivrd_request genuine = signed_request(), forged = signed_request();
    forged.body.len--;
    delivrd_key first, again;
    for (int call = 0; call < CALLS; call++) {
        delivrd_notification *notification = NULL;
        delivrd_error *error = NULL;
        CHECK(delivrd_verifier_receive(shared->verifier, &genuine, NOW, &notification, &error) ==
              DELIVRD_RESULT_OK);
        CHECK(delivrd_receipt_dedupe_key(delivrd_notification_receipt(notification, 0), &again));
        CHECK(delivrd_receipt_dedupe_key(delivrd_notification_receipt(shared->notification, 0),
                                         &first));
        CHECK(memcmp(&first, &again, sizeof first) == 0);
        delivrd_notification_free(notification);
        CHECK(delivrd_verifier_receive(shared->verifier, &forged, NOW, &notification, &error) ==
              DELIVRD_RESULT_BAD_SIGNATURE);
        CHECK(notification == NULL && is(delivrd_error_kind(error), "bad_signature"));
        delivrd_error_free(error);
    }
    return 0;
}

int main(void)
{
    delivrd_verifier *verifier = new_verifier();
    delivrd_notification *notification = NULL;
    delivrd_request request = signed_request();
    CHECK(delivrd_verifier_receive(verifier, &request, NOW, &notification, NULL) ==
          DELIVRD_RESULT_OK);
    struct shared shared = {verifier, notification};
    thrd_t threads[THREADS];
    for (int index = 0; index < THREADS; index++)
        CHECK(thrd_create(&threads[index], work, &shared) == thrd_success);
    for (int index = 0; index < THREADS; index++)
        CHECK(thrd_join(threads[index], NULL) == thrd_success);
    delivrd_notification_free(notification);
    delivrd_verifier_free(verifier);
    printf("c: %d threads, %d calls each\n", THREADS, 2 * CALLS);
    return 0;
}
