/* The closed lists of words, as enums. */

#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "php_delivrd.h"

#include "zend_enum.h"

#define MOST_WORDS 64

/* Made when the module starts, and only read afterwards. */
static struct {
	zend_class_entry *ce;
	/* The name of the case of each number; NULL where the enum has none. */
	zend_string *cases[MOST_WORDS];
	uint32_t otherwise;
} lists[PHP_DELIVRD_LISTS];

static uint32_t untied;

/* The library gives no names to the numbers of the policies: nobody gets one from it as a word. */
static delivrd_str policy_name(uint32_t number)
{
	static const char *const names[] = {"delivered_wins", "failure_sticky"};

	if (number >= sizeof(names) / sizeof(names[0])) {
		return (delivrd_str) { .ptr = NULL, .len = 0 };
	}
	return (delivrd_str) { .ptr = names[number], .len = strlen(names[number]) };
}

static delivrd_str name_of(php_delivrd_list list, uint32_t number)
{
	switch (list) {
		case PHP_DELIVRD_STATE:
			return delivrd_state_name(number);
		case PHP_DELIVRD_CONFIRMATION:
			return delivrd_confirmation_name(number);
		case PHP_DELIVRD_REASON:
			return delivrd_reason_name(number);
		case PHP_DELIVRD_PERMANENCE:
			return delivrd_permanence_name(number);
		case PHP_DELIVRD_SOURCE:
			return delivrd_source_name(number);
		case PHP_DELIVRD_CODE_SYSTEM:
			return delivrd_code_system_name(number);
		case PHP_DELIVRD_ACTION:
			return delivrd_action_name(number);
		default:
			return policy_name(number);
	}
}

/* `landline_or_unsupported` is the case `LandlineOrUnsupported`. */
static zend_string *case_name(delivrd_str word)
{
	char text[64];
	size_t length = 0;
	bool upper = true;

	for (size_t at = 0; at < word.len && length < sizeof(text); at++) {
		char letter = word.ptr[at];
		if (letter == '_') {
			upper = true;
			continue;
		}
		text[length++] = upper && letter >= 'a' && letter <= 'z' ? (char) (letter - 'a' + 'A') : letter;
		upper = false;
	}
	return zend_string_init_interned(text, length, true);
}

void php_delivrd_tie(php_delivrd_list list, zend_class_entry *ce)
{
	uint32_t known = 0;

	lists[list].ce = ce;
	/* To do nothing would be a promise, too. */
	lists[list].otherwise = list == PHP_DELIVRD_ACTION ? DELIVRD_ACTION_ASK_PROVIDER : 0;
	for (uint32_t number = 0; number < MOST_WORDS; number++) {
		delivrd_str word = name_of(list, number);
		zend_string *name;
		if (word.ptr == NULL) {
			break;
		}
		name = case_name(word);
		if (zend_hash_exists(&ce->constants_table, name)) {
			lists[list].cases[number] = name;
			known++;
		} else {
			zend_string_release(name);
			untied++;
		}
	}
	/* An enum has no constants but its cases. */
	untied += zend_hash_num_elements(&ce->constants_table) - known;
}

uint32_t php_delivrd_untied(void)
{
	return untied;
}

void php_delivrd_word(zval *out, php_delivrd_list list, uint32_t number)
{
	zend_string *name = number < MOST_WORDS ? lists[list].cases[number] : NULL;

	if (UNEXPECTED(name == NULL)) {
		name = lists[list].cases[lists[list].otherwise];
	}
	ZVAL_OBJ_COPY(out, zend_enum_get_case(lists[list].ce, name));
}

uint32_t php_delivrd_policy_number(zend_object *policy)
{
	zend_string *name = Z_STR_P(zend_enum_fetch_case_name(policy));

	return zend_string_equals(name, lists[PHP_DELIVRD_POLICY].cases[DELIVRD_POLICY_FAILURE_STICKY])
		? DELIVRD_POLICY_FAILURE_STICKY
		: DELIVRD_POLICY_DELIVERED_WINS;
}
