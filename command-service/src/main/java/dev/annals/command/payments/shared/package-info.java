/**
 * What the slices of payments must have in common: how an account's events add up, and how requests
 * become values. Knows no slice.
 */
@NullMarked
package dev.annals.command.payments.shared;

import org.jspecify.annotations.NullMarked;
