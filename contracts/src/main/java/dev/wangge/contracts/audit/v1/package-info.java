/** What services have the audit trail write down. */
@NullMarked
package dev.wangge.contracts.audit.v1;

import org.jspecify.annotations.NullMarked;
