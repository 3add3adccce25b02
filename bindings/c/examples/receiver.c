/* A receiver of delivery receipts: receiver PORT, with the key in TELNYX_PUBLIC_KEY. */
#include "delivrd_microhttpd.h"
#include <stdio.h>
#include <unistd.h>
static unsigned int on_receipt(void *verifier, const delivrd_request *request) {
    delivrd_notification *news;
    delivrd_result result = delivrd_verifier_receive_now(verifier, request, &news, NULL);
    for (size_t i = 0; i < delivrd_notification_receipt_count(news); i++) {
        const delivrd_receipt *receipt = delivrd_notification_receipt(news, i);
        delivrd_key key;
        delivrd_receipt_dedupe_key(receipt, &key);
        delivrd_str state = delivrd_state_name(delivrd_receipt_state(receipt));
        printf("save %s %.*s\n", key.text, (int)state.len, state.ptr);
    }
    delivrd_notification_free(news);
    if (result == DELIVRD_RESULT_MALFORMED_BODY) { /* genuine, of a shape we do not know */
        FILE *file = fopen("unreadable", "ab");
        return file && fwrite(request->body.ptr, request->body.len, 1, file) && !fclose(file) ? 200 : 503;
    }
    return delivrd_result_http_status(result);
}
int main(int count, char **arguments) {
    char config[200];
    const char *key = getenv("TELNYX_PUBLIC_KEY");
    snprintf(config, sizeof config, "{\"public_key\":\"%s\"}", key ? key : "");
    delivrd_verifier *verifier;
    if (delivrd_verifier_new(delivrd_mhd_str("telnyx"), delivrd_mhd_str(config), &verifier, NULL)) return 1;
    delivrd_mhd_receiver receiver = {"https://example.com", delivrd_verifier_max_body(verifier), on_receipt, verifier};
    return count == 2 && delivrd_mhd_start((uint16_t)atoi(arguments[1]), &receiver) ? pause() : 1;
}
