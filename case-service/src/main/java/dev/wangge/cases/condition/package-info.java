/**
 * Conditions of rules: typed expressions over what is known of a case, looked up by what is equal.
 */
@NullMarked
package dev.wangge.cases.condition;

import org.jspecify.annotations.NullMarked;
