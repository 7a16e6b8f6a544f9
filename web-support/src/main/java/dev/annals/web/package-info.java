/**
 * What every service answers alike: problem documents for whatever goes wrong before, in or after a
 * controller, strict JSON, bounded bodies. Knows no business word.
 */
@NullMarked
package dev.annals.web;

import org.jspecify.annotations.NullMarked;
