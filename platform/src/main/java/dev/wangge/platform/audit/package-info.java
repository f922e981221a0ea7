/**
 * What services have the audit trail write down: what must not be done unseen is recorded before
 * its answer leaves, or it is not done.
 */
@NullMarked
package dev.wangge.platform.audit;

import org.jspecify.annotations.NullMarked;
