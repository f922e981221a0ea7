/** What is done in the field, and what is not, on the topic wangge.fieldwork.v1. */
@NullMarked
package dev.wangge.contracts.fieldwork.v1;

import org.jspecify.annotations.NullMarked;
