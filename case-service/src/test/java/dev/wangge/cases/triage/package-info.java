@NullMarked
package dev.wangge.cases.triage;

import org.jspecify.annotations.NullMarked;
