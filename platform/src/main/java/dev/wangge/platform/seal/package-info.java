/** Sealing of personal data and signing of links. */
@NullMarked
package dev.wangge.platform.seal;

import org.jspecify.annotations.NullMarked;
