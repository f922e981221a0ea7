/** What is done to the files of the pages before they are sent. */
@NullMarked
package dev.wangge.gateway.console;

import org.jspecify.annotations.NullMarked;
