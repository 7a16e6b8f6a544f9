/** Tests of what every service answers alike, with a small service of their own. */
@NullMarked
package dev.annals.web;

import org.jspecify.annotations.NullMarked;
