/** What can be done to a case: each action is a row that its feature owns. */
@NullMarked
package dev.wangge.cases.action;

import org.jspecify.annotations.NullMarked;
