/** Payments: what its commands, events, rejections and views look like to everyone. */
@NullMarked
package dev.annals.contracts.payments;

import org.jspecify.annotations.NullMarked;
