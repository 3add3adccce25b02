// The header as C++17.
#include <delivrd.h>

int main()
{
    delivrd_verifier *verifier = nullptr;
    delivrd_result result = delivrd_verifier_new({"telecom23", 9}, {"{}", 2}, &verifier, nullptr);
    static_assert(sizeof(delivrd_result) == 4, "as in C");
    return result == DELIVRD_RESULT_INVALID_CONFIG && verifier == nullptr ? 0 : 1;
}
