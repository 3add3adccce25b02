# Makes a program of the two C blocks of README.md.
/^```c$/ { inside = 1; block++; if (block == 2) { print "int main(int count, char **arguments)\n{\n    const char *config = count > 1 ? arguments[1] : \"{}\";" } next }
/^```/ && inside { inside = 0; next }
inside && /^#include <delivrd.h>/ {
    print "#include \"check.h\""
    print "static int keep(delivrd_bytes body) { return body.len > 0; }"
    print "static int save(const char *key, delivrd_str id, delivrd_state state)"
    print "{\n    return strncmp(key, \"v1:\", 3) == 0 && id.len > 0 && state < 9;\n}"
    next
}
inside { print }
END {
    print "    delivrd_request request = signed_request();"
    print "    CHECK(on_receipt(verifier, &request) == 401); /* of another provider */"
    print "    delivrd_verifier_free(verifier);"
    print "    verifier = new_verifier();"
    print "    CHECK(on_receipt(verifier, &request) == 401); /* signed long ago */"
    print "    delivrd_verifier_free(verifier);"
    print block == 2 ? "    return 0;\n}" : "#error expected two programs"
}
