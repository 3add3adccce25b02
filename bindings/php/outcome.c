/* Outcome: it changes, so that it has methods in place of properties. */

#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "php_delivrd.h"

typedef struct {
	delivrd_outcome *handle;
	zend_object std;
} outcome;

static zend_object_handlers handlers;

static outcome *outcome_of(zend_object *object)
{
	return PHP_DELIVRD_OBJECT(outcome, object);
}

#define THIS_HANDLE() (outcome_of(Z_OBJ_P(ZEND_THIS))->handle)

const delivrd_outcome *php_delivrd_outcome_handle(zend_object *object)
{
	return outcome_of(object)->handle;
}

static zend_object *create(zend_class_entry *ce)
{
	outcome *self = zend_object_alloc(sizeof(outcome), ce);

	zend_object_std_init(&self->std, ce);
	object_properties_init(&self->std, ce);
	self->std.handlers = &handlers;
	return &self->std;
}

static void free_object(zend_object *object)
{
	delivrd_outcome_free(outcome_of(object)->handle);
	zend_object_std_dtor(object);
}

/* There are no properties to compare: two of them are equal if they are the same. */
static int compare(zval *left, zval *right)
{
	ZEND_COMPARE_OBJECTS_FALLBACK(left, right);
	return Z_OBJ_P(left) == Z_OBJ_P(right) ? 0 : ZEND_UNCOMPARABLE;
}

void php_delivrd_outcome_start(void)
{
	memcpy(&handlers, &std_object_handlers, sizeof(handlers));
	handlers.offset = XtOffsetOf(outcome, std);
	handlers.free_obj = free_object;
	handlers.clone_obj = NULL;
	handlers.compare = compare;
	php_delivrd_ce_outcome->create_object = create;
}

ZEND_METHOD(Delivrd_Outcome, __construct)
{
	zend_object *policy = NULL;
	uint32_t number = DELIVRD_POLICY_DELIVERED_WINS;
	delivrd_outcome *handle;
	delivrd_error *error;

	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_OBJ_OF_CLASS(policy, php_delivrd_ce_policy)
	ZEND_PARSE_PARAMETERS_END();

	if (policy != NULL) {
		number = php_delivrd_policy_number(policy);
	}
	if (delivrd_outcome_new(number, &handle, &error) != DELIVRD_RESULT_OK) {
		php_delivrd_throw(error);
		return;
	}
	/* Whoever calls the constructor again starts anew. */
	delivrd_outcome_free(THIS_HANDLE());
	THIS_HANDLE() = handle;
}

ZEND_METHOD(Delivrd_Outcome, fromJson)
{
	zend_string *json;
	delivrd_error *error;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_STR(json)
	ZEND_PARSE_PARAMETERS_END();

	object_init_ex(return_value, php_delivrd_ce_outcome);
	if (delivrd_outcome_from_json(
			php_delivrd_str(json), &outcome_of(Z_OBJ_P(return_value))->handle, &error) != DELIVRD_RESULT_OK) {
		zval_ptr_dtor(return_value);
		ZVAL_NULL(return_value);
		php_delivrd_throw(error);
	}
}

static void make_summary(zval *out, const delivrd_summary *summary)
{
	zend_object *object;

	object_init_ex(out, php_delivrd_ce_summary);
	object = Z_OBJ_P(out);
	php_delivrd_word(php_delivrd_slot(object, 0), PHP_DELIVRD_STATE, summary->state);
	ZVAL_BOOL(php_delivrd_slot(object, 1), summary->is_final);
	php_delivrd_word(php_delivrd_slot(object, 2), PHP_DELIVRD_CONFIRMATION, summary->confirmation);
	php_delivrd_failure(php_delivrd_slot(object, 3), summary->has_failure, &summary->failure);
	ZVAL_BOOL(php_delivrd_slot(object, 4), summary->conflict);
	ZVAL_BOOL(php_delivrd_slot(object, 5), summary->late);
}

static void make_change(zval *out, const delivrd_change *change)
{
	zend_object *object;

	object_init_ex(out, php_delivrd_ce_change);
	object = Z_OBJ_P(out);
	ZVAL_BOOL(php_delivrd_slot(object, 0), change->new_information);
	ZVAL_BOOL(php_delivrd_slot(object, 1), change->transition);
	make_summary(php_delivrd_slot(object, 2), &change->before);
	make_summary(php_delivrd_slot(object, 3), &change->after);
}

ZEND_METHOD(Delivrd_Outcome, apply)
{
	zend_object *receipt;
	delivrd_change change = {.size = sizeof(change)};
	delivrd_error *error;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_OBJ_OF_CLASS(receipt, php_delivrd_ce_receipt)
	ZEND_PARSE_PARAMETERS_END();

	if (delivrd_outcome_apply(THIS_HANDLE(), php_delivrd_receipt_handle(receipt), &change, &error)
		!= DELIVRD_RESULT_OK) {
		php_delivrd_throw(error);
		return;
	}
	make_change(return_value, &change);
}

ZEND_METHOD(Delivrd_Outcome, merge)
{
	zend_object *other;
	delivrd_change change = {.size = sizeof(change)};
	delivrd_error *error;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_OBJ_OF_CLASS(other, php_delivrd_ce_outcome)
	ZEND_PARSE_PARAMETERS_END();

	if (delivrd_outcome_merge(THIS_HANDLE(), outcome_of(other)->handle, &change, &error) != DELIVRD_RESULT_OK) {
		php_delivrd_throw(error);
		return;
	}
	make_change(return_value, &change);
}

ZEND_METHOD(Delivrd_Outcome, policy)
{
	ZEND_PARSE_PARAMETERS_NONE();
	php_delivrd_word(return_value, PHP_DELIVRD_POLICY, delivrd_outcome_policy(THIS_HANDLE()));
}

static delivrd_summary summary_of(zval *self)
{
	delivrd_summary summary;

	delivrd_outcome_summary(outcome_of(Z_OBJ_P(self))->handle, &summary);
	return summary;
}

ZEND_METHOD(Delivrd_Outcome, summary)
{
	delivrd_summary summary;

	ZEND_PARSE_PARAMETERS_NONE();
	summary = summary_of(ZEND_THIS);
	make_summary(return_value, &summary);
}

ZEND_METHOD(Delivrd_Outcome, state)
{
	ZEND_PARSE_PARAMETERS_NONE();
	php_delivrd_word(return_value, PHP_DELIVRD_STATE, summary_of(ZEND_THIS).state);
}

ZEND_METHOD(Delivrd_Outcome, final)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(summary_of(ZEND_THIS).is_final);
}

ZEND_METHOD(Delivrd_Outcome, confirmation)
{
	ZEND_PARSE_PARAMETERS_NONE();
	php_delivrd_word(return_value, PHP_DELIVRD_CONFIRMATION, summary_of(ZEND_THIS).confirmation);
}

ZEND_METHOD(Delivrd_Outcome, failure)
{
	delivrd_summary summary;

	ZEND_PARSE_PARAMETERS_NONE();
	summary = summary_of(ZEND_THIS);
	php_delivrd_failure(return_value, summary.has_failure, &summary.failure);
}

ZEND_METHOD(Delivrd_Outcome, conflict)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(summary_of(ZEND_THIS).conflict);
}

ZEND_METHOD(Delivrd_Outcome, late)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(summary_of(ZEND_THIS).late);
}

ZEND_METHOD(Delivrd_Outcome, contradiction)
{
	delivrd_summary loser;

	ZEND_PARSE_PARAMETERS_NONE();
	if (!delivrd_outcome_contradiction(THIS_HANDLE(), &loser)) {
		RETURN_NULL();
	}
	object_init_ex(return_value, php_delivrd_ce_contradiction);
	php_delivrd_word(php_delivrd_slot(Z_OBJ_P(return_value), 0), PHP_DELIVRD_STATE, loser.state);
	php_delivrd_failure(php_delivrd_slot(Z_OBJ_P(return_value), 1), loser.has_failure, &loser.failure);
}

ZEND_METHOD(Delivrd_Outcome, advice)
{
	delivrd_advice advice;

	ZEND_PARSE_PARAMETERS_NONE();
	delivrd_outcome_advice(THIS_HANDLE(), &advice);
	php_delivrd_advice(return_value, &advice);
}

static void return_time(
	INTERNAL_FUNCTION_PARAMETERS, bool (*pick)(const delivrd_outcome *handle, delivrd_time *out))
{
	delivrd_time time;

	ZEND_PARSE_PARAMETERS_NONE();
	if (!pick(THIS_HANDLE(), &time)) {
		RETURN_NULL();
	}
	php_delivrd_time(return_value, &time);
}

ZEND_METHOD(Delivrd_Outcome, sentAt)
{
	return_time(INTERNAL_FUNCTION_PARAM_PASSTHRU, delivrd_outcome_sent_at);
}

ZEND_METHOD(Delivrd_Outcome, deliveredAt)
{
	return_time(INTERNAL_FUNCTION_PARAM_PASSTHRU, delivrd_outcome_delivered_at);
}

ZEND_METHOD(Delivrd_Outcome, readAt)
{
	return_time(INTERNAL_FUNCTION_PARAM_PASSTHRU, delivrd_outcome_read_at);
}

ZEND_METHOD(Delivrd_Outcome, failedAt)
{
	return_time(INTERNAL_FUNCTION_PARAM_PASSTHRU, delivrd_outcome_failed_at);
}

ZEND_METHOD(Delivrd_Outcome, parts)
{
	ZEND_PARSE_PARAMETERS_NONE();
	php_delivrd_count(return_value, delivrd_outcome_parts(THIS_HANDLE()));
}

ZEND_METHOD(Delivrd_Outcome, cost)
{
	delivrd_cost cost;

	ZEND_PARSE_PARAMETERS_NONE();
	if (!delivrd_outcome_cost(THIS_HANDLE(), &cost)) {
		RETURN_NULL();
	}
	php_delivrd_cost(return_value, &cost);
}

ZEND_METHOD(Delivrd_Outcome, segments)
{
	static const char digits[] = "0123456789abcdef";
	delivrd_segment segment;

	ZEND_PARSE_PARAMETERS_NONE();
	array_init(return_value);
	for (size_t index = 0; delivrd_outcome_segment(THIS_HANDLE(), index, &segment); index++) {
		char key[2 * sizeof(segment.merge_key)];
		zval made;
		for (size_t at = 0; at < sizeof(segment.merge_key); at++) {
			key[2 * at] = digits[segment.merge_key[at] >> 4];
			key[2 * at + 1] = digits[segment.merge_key[at] & 15];
		}
		object_init_ex(&made, php_delivrd_ce_segment);
		ZVAL_LONG(php_delivrd_slot(Z_OBJ(made), 0), segment.part);
		ZVAL_STRINGL(php_delivrd_slot(Z_OBJ(made), 1), key, sizeof(key));
		ZVAL_LONG(php_delivrd_slot(Z_OBJ(made), 2), segment.seen);
		add_next_index_zval(return_value, &made);
	}
}
