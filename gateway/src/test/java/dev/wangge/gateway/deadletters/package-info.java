@NullMarked
package dev.wangge.gateway.deadletters;

import org.jspecify.annotations.NullMarked;
