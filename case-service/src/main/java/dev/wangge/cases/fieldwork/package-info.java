/** What is found in the field becomes a case. */
@NullMarked
package dev.wangge.cases.fieldwork;

import org.jspecify.annotations.NullMarked;
