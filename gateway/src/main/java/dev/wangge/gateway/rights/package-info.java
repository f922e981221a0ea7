/**
 * What accounts of people and clients of systems have in common: names, and what they may where.
 */
@NullMarked
package dev.wangge.gateway.rights;

import org.jspecify.annotations.NullMarked;
