/** Path that every route of the REST API lies below. A file of its own, because browsers need it without the table of routes. */
export const API_BASE = '/api/v1';
