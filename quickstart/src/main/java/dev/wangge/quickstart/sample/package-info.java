/** The sample county and how it gets into the services. */
@NullMarked
package dev.wangge.quickstart.sample;

import org.jspecify.annotations.NullMarked;
