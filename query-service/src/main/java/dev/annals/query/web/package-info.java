/** What every read over HTTP has in common: how fresh it must be, how it is paged, how it fails. */
@NullMarked
package dev.annals.query.web;

import org.jspecify.annotations.NullMarked;
