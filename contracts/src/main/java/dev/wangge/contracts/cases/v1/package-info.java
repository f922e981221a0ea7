/** Facts about a case, on the topic wangge.cases.v1, keyed by case id. */
@NullMarked
package dev.wangge.contracts.cases.v1;

import org.jspecify.annotations.NullMarked;
