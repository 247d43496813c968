// Made by `npm run types` from host/src/app/api/openapi.json. Do not edit.
export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process answers */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The process answers */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {unknown} */
                            status: "ok";
                        };
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The server has planned its runs and is not being stopped */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The server has planned its runs and is not being stopped */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {unknown} */
                            status: "ready";
                        };
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Metrics as Prometheus reads them */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Metrics as Prometheus reads them */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain; version=0.0.4; charset=utf-8": string;
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description This document */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The server and its pipelines */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The server and its pipelines */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Status"];
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/configuration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which configuration the server works by */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Which configuration the server works by */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Configuration"];
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reads the configuration again. It is checked whole first: with a problem the old one stays */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description ETag of /api/v1/configuration, or * */
                    "If-Match": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: components["requestBodies"]["Nothing"];
            responses: {
                /** @description The new configuration */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Configuration"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                412: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                422: components["responses"]["Problem"];
                428: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pipelines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The pipelines, in the order of the configuration */
        get: {
            parameters: {
                query?: {
                    /** @description Items of a page */
                    limit?: number;
                    /** @description `next` of the page before */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The pipelines, in the order of the configuration */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Pipeline"][];
                            /** @description The cursor of the page behind this one; missing: this is the last */
                            next?: string;
                        };
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pipelines/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The pipeline's name */
                name: string;
            };
            cookie?: never;
        };
        /** One pipeline */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The pipeline's name */
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One pipeline */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Pipeline"];
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pipelines/{name}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The pipeline's name */
                name: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Starts a run now. If one is under way, or no worker is free, it is queued, once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The pipeline's name */
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: components["requestBodies"]["Nothing"];
            responses: {
                /** @description It was started or queued */
                202: {
                    headers: {
                        /** @description The run */
                        Location?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Started"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Runs, the latest first */
        get: {
            parameters: {
                query?: {
                    /** @description Items of a page */
                    limit?: number;
                    /** @description `next` of the page before */
                    cursor?: string;
                    /** @description Of this pipeline only */
                    pipeline?: string;
                    /** @description With this outcome only */
                    outcome?: components["schemas"]["Outcome"];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Runs, the latest first */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Run"][];
                            /** @description The cursor of the page behind this one; missing: this is the last */
                            next?: string;
                        };
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its number */
                id: number;
            };
            cookie?: never;
        };
        /** One run; its figures of now, if it is under way */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Its number */
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One run; its figures of now, if it is under way */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Run"];
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its number */
                id: number;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a run soon: what is under way is completed, the next run continues there */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description ETag of the run */
                    "If-Match"?: string;
                };
                path: {
                    /** @description Its number */
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: components["requestBodies"]["Nothing"];
            responses: {
                /** @description It is being stopped */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {unknown} */
                            state: "stopping";
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
                412: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Records that could not be delivered */
        get: {
            parameters: {
                query?: {
                    /** @description Of this pipeline only */
                    pipeline?: string;
                    /** @description Of this step only */
                    step?: string;
                    /** @description In these states only, joined by commas; all: in any */
                    state?: string;
                    /** @description Of this group of alike errors only */
                    group?: number;
                    /** @description With this class of error */
                    class?: "invalid" | "unsupported" | "auth" | "unavailable" | "timeout" | "cancelled" | "rate_limited" | "data" | "internal" | "no_memory";
                    /** @description These numbers only, joined by commas */
                    id?: string;
                    /** @description Last failed before this age (30d, 12h) or time */
                    older?: string;
                    /** @description Last failed since this age or time */
                    newer?: string;
                    /** @description With this text in the message or the key */
                    text?: string;
                    /** @description By number */
                    order?: "oldest" | "newest";
                    /** @description true: as WholeTask; a page then ends after 8 MiB */
                    texts?: boolean;
                    /** @description Items of a page */
                    limit?: number;
                    /** @description `next` of the page before */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Records that could not be delivered */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: (components["schemas"]["Task"] | components["schemas"]["WholeTask"])[];
                            /** @description The cursor of the page behind this one; missing: this is the last */
                            next?: string;
                        };
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        /** Deletes tasks. Without `state` those that are over */
        delete: {
            parameters: {
                query?: {
                    /** @description Of this pipeline only */
                    pipeline?: string;
                    /** @description Of this step only */
                    step?: string;
                    /** @description In these states only, joined by commas; all: in any */
                    state?: string;
                    /** @description Of this group of alike errors only */
                    group?: number;
                    /** @description With this class of error */
                    class?: "invalid" | "unsupported" | "auth" | "unavailable" | "timeout" | "cancelled" | "rate_limited" | "data" | "internal" | "no_memory";
                    /** @description These numbers only, joined by commas */
                    id?: string;
                    /** @description Last failed before this age (30d, 12h) or time */
                    older?: string;
                    /** @description Last failed since this age or time */
                    newer?: string;
                    /** @description With this text in the message or the key */
                    text?: string;
                    /** @description true: every one, if nothing else says which */
                    all?: "true";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What became of it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TaskCount"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/skip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives parked tasks up */
        post: {
            parameters: {
                query?: {
                    /** @description Of this pipeline only */
                    pipeline?: string;
                    /** @description Of this step only */
                    step?: string;
                    /** @description In these states only, joined by commas; all: in any */
                    state?: string;
                    /** @description Of this group of alike errors only */
                    group?: number;
                    /** @description With this class of error */
                    class?: "invalid" | "unsupported" | "auth" | "unavailable" | "timeout" | "cancelled" | "rate_limited" | "data" | "internal" | "no_memory";
                    /** @description These numbers only, joined by commas */
                    id?: string;
                    /** @description Last failed before this age (30d, 12h) or time */
                    older?: string;
                    /** @description Last failed since this age or time */
                    newer?: string;
                    /** @description With this text in the message or the key */
                    text?: string;
                    /** @description true: every one, if nothing else says which */
                    all?: "true";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: components["requestBodies"]["Nothing"];
            responses: {
                /** @description What became of it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TaskCount"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends tasks again, as runs that are queued behind those of their pipelines. Without `state` those that are parked */
        post: {
            parameters: {
                query?: {
                    /** @description Of this pipeline only */
                    pipeline?: string;
                    /** @description Of this step only */
                    step?: string;
                    /** @description In these states only, joined by commas; all: in any */
                    state?: string;
                    /** @description Of this group of alike errors only */
                    group?: number;
                    /** @description With this class of error */
                    class?: "invalid" | "unsupported" | "auth" | "unavailable" | "timeout" | "cancelled" | "rate_limited" | "data" | "internal" | "no_memory";
                    /** @description These numbers only, joined by commas */
                    id?: string;
                    /** @description Last failed before this age (30d, 12h) or time */
                    older?: string;
                    /** @description Last failed since this age or time */
                    newer?: string;
                    /** @description With this text in the message or the key */
                    text?: string;
                    /** @description true: every one, if nothing else says which */
                    all?: "true";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: components["requestBodies"]["Nothing"];
            responses: {
                /** @description What became of it */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Retries"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds tasks of another store, in one step */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            /** @description Lines of JSON, as sluice tasks export writes them; those that are there already stay as they are */
            requestBody: {
                content: {
                    "application/x-ndjson": string;
                };
            };
            responses: {
                /** @description What became of it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TaskCount"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its number */
                id: number;
            };
            cookie?: never;
        };
        /** One task with its texts */
        get: {
            parameters: {
                query?: {
                    /** @description false: without its texts; cut: the first 64 KiB of each, the rest is had by /payload */
                    texts?: "true" | "cut" | "false";
                };
                header?: never;
                path: {
                    /** @description Its number */
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One task with its texts */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Task"] | components["schemas"]["WholeTask"];
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{id}/value": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its number */
                id: number;
            };
            cookie?: never;
        };
        get?: never;
        /** Changes what a retry sends; the original value is kept */
        put: {
            parameters: {
                query?: never;
                header: {
                    /** @description The ETag of the task as it was seen, or * */
                    "If-Match": string;
                };
                path: {
                    /** @description Its number */
                    id: number;
                };
                cookie?: never;
            };
            /** @description The value */
            requestBody: {
                content: {
                    "application/json": unknown;
                };
            };
            responses: {
                /** @description What became of it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Task"] | components["schemas"]["WholeTask"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
                412: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                428: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/task-groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tasks whose errors are alike, the largest group first */
        get: {
            parameters: {
                query?: {
                    /** @description Of this pipeline only */
                    pipeline?: string;
                    /** @description Of this step only */
                    step?: string;
                    /** @description In these states only, joined by commas; all: in any */
                    state?: string;
                    /** @description Of this group of alike errors only */
                    group?: number;
                    /** @description With this class of error */
                    class?: "invalid" | "unsupported" | "auth" | "unavailable" | "timeout" | "cancelled" | "rate_limited" | "data" | "internal" | "no_memory";
                    /** @description Items of a page */
                    limit?: number;
                    /** @description `next` of the page before */
                    cursor?: string;
                    /** @description true: with when the latest tasks of each failed */
                    recent?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Tasks whose errors are alike, the largest group first */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["TaskGroup"][];
                            /** @description The cursor of the page behind this one; missing: this is the last */
                            next?: string;
                        };
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/task-groups/{group}/note": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its number */
                group: number;
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Writes a note about a group, for others; an empty text removes it
         * @description Role operator
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Its number */
                    group: number;
                };
                cookie?: never;
            };
            /** @description The note */
            requestBody: {
                content: {
                    "application/json": {
                        text: string;
                    };
                };
            };
            responses: {
                /** @description Writes a note about a group, for others; an empty text removes it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TaskGroup"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where pipelines stand */
        get: {
            parameters: {
                query?: {
                    /** @description Items of a page */
                    limit?: number;
                    /** @description `next` of the page before */
                    cursor?: string;
                    /** @description Of this pipeline only */
                    pipeline?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Where pipelines stand */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["State"][];
                            /** @description The cursor of the page behind this one; missing: this is the last */
                            next?: string;
                        };
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/state/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pipelines go on where the lines say */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            /** @description Lines of JSON, as sluice state export writes them */
            requestBody: {
                content: {
                    "application/x-ndjson": string;
                };
            };
            responses: {
                /** @description What became of it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description How many */
                            pipelines: number;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/state/backup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Copies the store, while pipelines may run. At the Unix socket only */
        post: {
            parameters: {
                query: {
                    /** @description An absolute path of the server's machine, where nothing is yet */
                    file: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: components["requestBodies"]["Nothing"];
            responses: {
                /** @description What became of it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            file: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/state/{pipeline}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The pipeline's name */
                pipeline: string;
            };
            cookie?: never;
        };
        /** Where one pipeline stands */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The pipeline's name */
                    pipeline: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Where one pipeline stands */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["State"];
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/state/{pipeline}/checkpoints": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The pipeline's name */
                pipeline: string;
            };
            cookie?: never;
        };
        /** Where it stood, the latest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The pipeline's name */
                    pipeline: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Where it stood, the latest first */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Checkpoint"][];
                            /** @description The cursor of the page behind this one; missing: this is the last */
                            next?: string;
                        };
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/state/{pipeline}/cursor": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The pipeline's name */
                pipeline: string;
            };
            cookie?: never;
        };
        get?: never;
        /** The next run continues from there. Tasks, positions and what steps remember stay */
        put: {
            parameters: {
                query?: never;
                header: {
                    /** @description The ETag of the state as it was seen, or * */
                    "If-Match": string;
                };
                path: {
                    /** @description The pipeline's name */
                    pipeline: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description The sequence of a checkpoint */
                        checkpoint?: number;
                        /** @description As the subscriber gives it */
                        cursor?: string;
                    };
                };
            };
            responses: {
                /** @description What became of it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["State"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
                412: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                428: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/state/{pipeline}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The pipeline's name */
                pipeline: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Forgets everything but tasks and events: the next run starts over */
        post: {
            parameters: {
                query?: {
                    /** @description Forgets the position of this one only */
                    publisher?: string;
                };
                header?: {
                    /** @description The ETag of the state as it was seen: another state is not forgotten */
                    "If-Match"?: string;
                };
                path: {
                    /** @description The pipeline's name */
                    pipeline: string;
                };
                cookie?: never;
            };
            requestBody?: components["requestBodies"]["Nothing"];
            responses: {
                /** @description What became of it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description false: nothing was stored */
                            forgotten: boolean;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
                412: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The log as server-sent events: the latest lines that are kept (1 MiB), then each as it comes */
        get: {
            parameters: {
                query?: {
                    /** @description Of this pipeline only */
                    pipeline?: string;
                    /** @description false: only what is kept */
                    follow?: boolean;
                };
                header?: {
                    /** @description The id of the last event that was read */
                    "Last-Event-ID"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description `data` is a LogLine. A reader that is too slow is dropped; `Last-Event-ID` continues behind an event */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": string;
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What changes, as server-sent events, about once a second */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description `status` (data: Status) first and after a reload, then `pipeline` (data: Pipeline) for each that is not as it was, and `run` (data: Run) for each that is over */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": string;
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Who is signed in */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Session"];
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** Signs a browser in */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            /** @description host.api.token or an access token */
            requestBody: {
                content: {
                    "application/json": {
                        token: string;
                    };
                };
            };
            responses: {
                /** @description With the cookie of the session */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Session"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        /** Ends the session */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It is over */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who changed what, and what was refused; the latest first
         * @description Role admin
         */
        get: {
            parameters: {
                query?: {
                    /** @description Items of a page */
                    limit?: number;
                    /** @description `next` of the page before */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Who changed what, and what was refused; the latest first */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["AuditEntry"][];
                            /** @description The cursor of the page behind this one; missing: this is the last */
                            next?: string;
                        };
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/access/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Access tokens, without the tokens themselves
         * @description Role admin
         */
        get: {
            parameters: {
                query?: {
                    /** @description Items of a page */
                    limit?: number;
                    /** @description `next` of the page before */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Access tokens, without the tokens themselves */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["AccessToken"][];
                            /** @description The cursor of the page behind this one; missing: this is the last */
                            next?: string;
                        };
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        /**
         * Gives an access token
         * @description Role admin
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            /** @description Whose it is, and what that one may do; payloads: missing means all but viewers */
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        role: components["schemas"]["Role"];
                        payloads?: boolean;
                    };
                };
            };
            responses: {
                /** @description Gives an access token */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NewToken"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/access/tokens/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its name */
                name: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Takes an access token away, with the sessions of its name
         * @description Role admin
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Its name */
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It is worth nothing any more */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/configuration/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The files of the configuration, and those with its tests */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The files of the configuration, and those with its tests */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            files: components["schemas"]["ConfigFile"][];
                        };
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/configuration/files/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Below the configuration's folder, percent-encoded as one segment */
                path: string;
            };
            cookie?: never;
        };
        /** The text of a file; marks stand for secrets in it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Below the configuration's folder, percent-encoded as one segment */
                    path: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The text of a file; marks stand for secrets in it */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "text/yaml": string;
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        /**
         * Checks the configuration with this text, saves it and reloads
         * @description Role editor
         */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The ETag of the file as it was seen, or * */
                    "If-Match"?: string;
                    /** @description * for a new file */
                    "If-None-Match"?: string;
                };
                path: {
                    /** @description Below the configuration's folder, percent-encoded as one segment */
                    path: string;
                };
                cookie?: never;
            };
            /** @description The whole text */
            requestBody: {
                content: {
                    "text/yaml": string;
                    "application/json": string;
                };
            };
            responses: {
                /** @description Checks the configuration with this text, saves it and reloads */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Saved"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                412: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                422: components["responses"]["Problem"];
                428: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        post?: never;
        /**
         * Checks the configuration without the file, removes it and reloads
         * @description Role editor
         */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The ETag of the file as it was seen, or * */
                    "If-Match"?: string;
                };
                path: {
                    /** @description Below the configuration's folder, percent-encoded as one segment */
                    path: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Checks the configuration without the file, removes it and reloads */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Saved"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                412: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                422: components["responses"]["Problem"];
                428: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/configuration/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Whether the server's pipelines have these values from outside their configuration. At the Unix socket only
         * @description Role admin
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            /** @description Digests of values */
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Digests by pipeline, and by what stands for the values in the configuration */
                        pipelines?: {
                            [key: string]: {
                                [key: string]: string[];
                            };
                        };
                    };
                };
            };
            responses: {
                /** @description Whether the server's pipelines have these values from outside their configuration. At the Unix socket only */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            differ: {
                                pipeline: string;
                                /** @description What stands for it in the configuration */
                                value: string;
                            }[];
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/configuration/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What is wrong with the configuration; with unsaved texts, which need the role editor. Nothing is saved
         * @description Role operator
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            /** @description Texts */
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Unsaved texts by the paths of their files; null: as if the file were not there */
                        files?: {
                            [key: string]: string | null;
                        };
                    };
                };
            };
            responses: {
                /** @description What is wrong with the configuration; with unsaved texts, which need the role editor. Nothing is saved */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            problems: components["schemas"]["CheckedProblem"][];
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                422: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/configuration/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was changed through the API, the latest first */
        get: {
            parameters: {
                query?: {
                    /** @description Items of a page */
                    limit?: number;
                    /** @description `next` of the page before */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What was changed through the API, the latest first */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ConfigChange"][];
                            /** @description The cursor of the page behind this one; missing: this is the last */
                            next?: string;
                        };
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/configuration/history/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its number */
                id: number;
            };
            cookie?: never;
        };
        /** A change with both texts; null: there was, or is, no such file */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Its number */
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A change with both texts; null: there was, or is, no such file */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConfigChangeTexts"];
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/configuration/history/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its number */
                id: number;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Puts the text before a change back, if the file is as the change left it
         * @description Role editor
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Its number */
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Puts the text before a change back, if the file is as the change left it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Saved"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                422: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/objects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Clients, incoming, outgoing, pipelines and tables of the configuration */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Clients, incoming, outgoing, pipelines and tables of the configuration */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ConfigObject"][];
                            /** @description The cursor of the page behind this one; missing: this is the last */
                            next?: string;
                        };
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                422: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        /**
         * The same with unsaved texts, which need the role editor
         * @description Role operator
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            /** @description Texts */
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Unsaved texts by the paths of their files; null: as if the file were not there */
                        files?: {
                            [key: string]: string | null;
                        };
                    };
                };
            };
            responses: {
                /** @description The same with unsaved texts, which need the role editor */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ConfigObject"][];
                            /** @description The cursor of the page behind this one; missing: this is the last */
                            next?: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                422: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schema": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a configuration may say, as JSON schema (draft 4) */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What a configuration may say, as JSON schema (draft 4) */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/components": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What pipelines can be made of */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What pipelines can be made of */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Component"][];
                            /** @description The cursor of the page behind this one; missing: this is the last */
                            next?: string;
                        };
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/components/{id}/catalogue": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of a component */
                id: string;
            };
            cookie?: never;
        };
        /** Entities and actions that a component's plugin knows */
        get: {
            parameters: {
                query?: {
                    /** @description Not used; the component's kind says what is asked for */
                    for?: string;
                };
                header?: never;
                path: {
                    /** @description Of a component */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Entities and actions that a component's plugin knows */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Catalogue"];
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                422: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/functions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Functions of expressions */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Functions of expressions */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ExpressionFunction"][];
                            /** @description The cursor of the page behind this one; missing: this is the last */
                            next?: string;
                        };
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plugins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Plugins that are loaded */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Plugins that are loaded */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Plugin"][];
                            /** @description The cursor of the page behind this one; missing: this is the last */
                            next?: string;
                        };
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the latest check of each client found, since the server started */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What the latest check of each client found, since the server started */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                client: string;
                                /** Format: date-time */
                                checked: string;
                                /** @description null: not known */
                                ok: boolean | null;
                                findings: components["schemas"]["Finding"][];
                                /** @description Why it could not be checked */
                                problem?: string;
                            }[];
                        };
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients/{name}/check": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of a client */
                name: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Whether a saved client reaches its system, and has the permissions that are needed
         * @description Role operator
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Of a client */
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Whether a saved client reaches its system, and has the permissions that are needed */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            findings: components["schemas"]["Finding"][];
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                422: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients/{name}/authorization": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of a client */
                name: string;
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Completes it with what the browser came back with: fetches and keeps the credentials
         * @description Role editor
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Of a client */
                    name: string;
                };
                cookie?: never;
            };
            /** @description The parameters of the address that the browser came back to */
            requestBody: {
                content: {
                    "application/json": {
                        query: {
                            [key: string]: string;
                        };
                    };
                };
            };
            responses: {
                /** @description Completes it with what the browser came back with: fetches and keeps the credentials */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description What was granted, for people */
                            granted: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                422: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        /**
         * Where a person grants a saved client its credentials (OAuth); good once, for ten minutes, for who asked
         * @description Role editor
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Of a client */
                    name: string;
                };
                cookie?: never;
            };
            /** @description Where the browser comes back to; at the dashboard's address nothing: it is /oauth/callback there */
            requestBody: {
                content: {
                    "application/json": {
                        /** @description At the Unix socket: an address of this machine, where the asker listens */
                        redirect?: string;
                    };
                };
            };
            responses: {
                /** @description Where a person grants a saved client its credentials (OAuth); good once, for ten minutes, for who asked */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description To be opened in a browser. Secret: it has the state, which ends with a dot and the client's name */
                            url: string;
                            /** @description Where the browser comes back to; registered with the remote system */
                            redirect: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                422: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients/{name}/requests": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of a client */
                name: string;
            };
            cookie?: never;
        };
        /**
         * The latest lines of a client's request log; with follow=true as server-sent events
         * @description Role data_viewer
         */
        get: {
            parameters: {
                query?: {
                    /** @description Items of a page */
                    limit?: number;
                    /** @description `next` of the page before */
                    cursor?: string;
                    /** @description true: as server-sent events */
                    follow?: boolean;
                };
                header?: {
                    /** @description The id of the last event that was read */
                    "Last-Event-ID"?: string;
                };
                path: {
                    /** @description Of a client */
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The latest lines of a client's request log; with follow=true as server-sent events */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["LogLine"][];
                            /** @description The cursor of the page behind this one; missing: this is the last */
                            next?: string;
                        };
                        "text/event-stream": string;
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What the steps of a pipeline make of records; nothing is published or committed
         * @description Role operator
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            /** @description Which records; unsaved texts need the role editor, and clients that are saved as they are */
            requestBody: {
                content: {
                    "application/json": {
                        pipeline?: string;
                        /** @description Instead of pipeline, also if no pipeline reads by it yet */
                        incoming?: string;
                        /** @description Instead of pipeline: its own steps alone. The records are as it gets them; they are given, not fetched */
                        outgoing?: string;
                        /** @description Unsaved texts by the paths of their files; null: as if the file were not there */
                        files?: {
                            [key: string]: string | null;
                        };
                        /** @description One of records (JSON lines), task (a number), fetch (true: the first records of the source) and request (true: the request of a walk, and what the request transformers make of it; nothing is sent) */
                        input: {
                            records?: string;
                            task?: number;
                            fetch?: boolean;
                            request?: boolean;
                        };
                        /** @default 3 */
                        limit?: number;
                        /** @description Only this one is shown */
                        step?: string;
                    };
                };
            };
            responses: {
                /** @description What the steps of a pipeline make of records; nothing is published or committed */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Preview"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                422: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Which members records have at each place of a pipeline, as far as that is known before any is read
         * @description Role operator
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            /** @description Whose records; unsaved texts need the role editor */
            requestBody: {
                content: {
                    "application/json": {
                        pipeline?: string;
                        /** @description Instead of pipeline, also if no pipeline reads by it yet */
                        incoming?: string;
                        /** @description Instead of pipeline: its own steps and hooks alone */
                        outgoing?: string;
                        /** @description Unsaved texts by the paths of their files; null: as if the file were not there */
                        files?: {
                            [key: string]: string | null;
                        };
                    };
                };
            };
            responses: {
                /** @description The subscriber, the steps, and of each target its steps, itself and its hooks, in this order */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                instance: string;
                                /** @description Of its section in the configuration */
                                pointer: string;
                                before?: Record<string, never>;
                                after?: Record<string, never>;
                            }[];
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                422: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incoming/{name}/page": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of an incoming, or of a pipeline with a subscriber of its own */
                name: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The first records that a saved incoming gives
         * @description Role operator
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Of an incoming, or of a pipeline with a subscriber of its own */
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The first records that a saved incoming gives */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description JSON lines */
                            records: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                422: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/eval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What an expression gives; it sees no environment variables
         * @description Role operator
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            /** @description Expression and record */
            requestBody: {
                content: {
                    "application/json": {
                        expression: string;
                        /** @description JSON; missing: null */
                        input?: string;
                    };
                };
            };
            responses: {
                /** @description What an expression gives; it sees no environment variables */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description JSON */
                            value: string;
                            warnings: string[];
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                422: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pipelines/{name}/tests": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The pipeline's name */
                name: string;
            };
            cookie?: never;
        };
        /**
         * The tests of a pipeline
         * @description Role operator
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The pipeline's name */
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The tests of a pipeline */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Tests"];
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                422: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        /**
         * Runs the tests of a pipeline, as saved
         * @description Role operator
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The pipeline's name */
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Runs the tests of a pipeline, as saved */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Tests"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                422: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A schedule in words, and its next five times
         * @description Role operator
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            /** @description The schedule */
            requestBody: {
                content: {
                    "application/json": {
                        /** @description As the configuration has it: a cron expression, or an object */
                        schedule: unknown;
                    };
                };
            };
            responses: {
                /** @description A schedule in words, and its next five times */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            words: string;
                            next: number[];
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                422: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Jobs of this run of the server, the latest first */
        get: {
            parameters: {
                query?: {
                    /** @description Items of a page */
                    limit?: number;
                    /** @description `next` of the page before */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Jobs of this run of the server, the latest first */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Job"][];
                            /** @description The cursor of the page behind this one; missing: this is the last */
                            next?: string;
                        };
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        /**
         * Retries or skips all tasks of a filter in the background, each at most once
         * @description Role operator
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            /** @description What is done with which */
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        action: "retry" | "skip";
                        filter: components["schemas"]["TaskWords"];
                        /** @description How many were seen; more by now are a conflict */
                        expected?: number;
                        reason?: string;
                        /** @description The same key is the same job */
                        key: string;
                        /** @description Tasks a minute */
                        pace?: number;
                        stop_after_failures?: number;
                    };
                };
            };
            responses: {
                /** @description Retries or skips all tasks of a filter in the background, each at most once */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Job"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its number */
                id: number;
            };
            cookie?: never;
        };
        /** A job */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Its number */
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A job */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Job"];
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its number */
                id: number;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends a job behind the step under way
         * @description Role operator
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Its number */
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Ends a job behind the step under way */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Job"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/continue": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its number */
                id: number;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Goes on with a job that a restart interrupted, behind the tasks that it had taken on
         * @description Role operator
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Its number */
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Goes on with a job that a restart interrupted, behind the tasks that it had taken on */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Job"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many tasks a filter lets pass */
        get: {
            parameters: {
                query?: {
                    /** @description Of this pipeline only */
                    pipeline?: string;
                    /** @description Of this step only */
                    step?: string;
                    /** @description In these states only, joined by commas; all: in any */
                    state?: string;
                    /** @description Of this group of alike errors only */
                    group?: number;
                    /** @description With this class of error */
                    class?: "invalid" | "unsupported" | "auth" | "unavailable" | "timeout" | "cancelled" | "rate_limited" | "data" | "internal" | "no_memory";
                    /** @description These numbers only, joined by commas */
                    id?: string;
                    /** @description Last failed before this age (30d, 12h) or time */
                    older?: string;
                    /** @description Last failed since this age or time */
                    newer?: string;
                    /** @description With this text in the message or the key */
                    text?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description How many tasks a filter lets pass */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            count: number;
                            /** @description At least so many: they were not all counted */
                            more?: boolean;
                        };
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{id}/payload": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its number */
                id: number;
            };
            cookie?: never;
        };
        /**
         * A part of a text of a task, 64 KiB at most
         * @description Role data_viewer
         */
        get: {
            parameters: {
                query?: {
                    /** @description Which: as it was read, as the failing step left it, or what a retry sends */
                    text?: "source" | "value" | "current";
                    /** @description The first byte of the part */
                    from?: number;
                    /** @description 1: the whole text, as an attachment */
                    download?: "1";
                };
                header?: never;
                path: {
                    /** @description Its number */
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A part of a text of a task, 64 KiB at most */
                200: {
                    headers: {
                        /** @description Which state of the resource this is */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Payload"];
                        "application/octet-stream": string;
                    };
                };
                304: components["responses"]["NotModified"];
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                500: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description RFC 9457 */
        Problem: {
            type: string;
            title: string;
            status: number;
            detail?: string;
            /** @description The path of the request */
            instance?: string;
            /** @description Of a configuration */
            problems?: components["schemas"]["ConfigProblem"][];
            /** @description Of a file that changed meanwhile; empty: it is gone */
            current?: {
                etag?: string;
                text?: string;
                who?: string;
                at?: number;
            };
            /** @description In an expression, from 1 */
            column?: number;
        };
        ConfigProblem: {
            file: string;
            /** @description 0: of the file */
            line: number;
            column: number;
            /** @description JSON pointer */
            pointer: string;
            message: string;
            /** @enum {unknown} */
            severity?: "error" | "warning";
        };
        Server: {
            version: string;
            /** @description File or folder */
            config: string;
            /** @description Of the configuration */
            revision: string;
            /** Format: date-time */
            started: string;
            /** @description Runs at a time */
            workers: number;
            busy: number;
            stopping: boolean;
        };
        Status: {
            server: components["schemas"]["Server"];
            pipelines: components["schemas"]["Pipeline"][];
        };
        Configuration: {
            config: string;
            /** @description From the root on */
            path: string;
            revision: string;
            /** Format: date-time */
            loaded: string;
            pipelines: number;
        };
        Pipeline: {
            pipeline: string;
            /** @description For people */
            schedule: string;
            /**
             * @description stopped: it runs all the time, but was stopped, and waits for a start or a reload
             * @enum {unknown}
             */
            state: "running" | "queued" | "stopped" | "waiting" | "idle";
            /** @description It waits for what comes from outside, all the time */
            always: boolean;
            /** @description It runs when a worker is free, or when its run is over */
            queued: boolean;
            /**
             * Format: date-time
             * @description Its next start by its schedule
             */
            next?: string;
            last?: components["schemas"]["Run"];
            running?: components["schemas"]["Run"];
        };
        Started: {
            pipeline: string;
            /** @enum {unknown} */
            state: "started" | "queued";
            /** @description Its number */
            run?: number;
        };
        /**
         * @description parked: done, but records were parked. lost: its process ended without a word. queued: it has not begun. waiting: done, but records wait for a target that is down
         * @enum {unknown}
         */
        Outcome: "running" | "done" | "parked" | "failed" | "stopped" | "lost" | "queued" | "waiting";
        /** @description Where the time of a run went, once it is over; in answers about one run only. Nanoseconds; wall_ns is all time in calls of a component, the other figures are parts of it */
        RunProfile: {
            /** @description In the order in which records pass them */
            components: {
                component: string;
                /** @description null: not counted */
                allocations?: number | null;
                batches: number;
                records_in: number;
                records_out: number;
                bytes_in: number;
                bytes_out: number;
                blocks: number;
                memory_bytes: number;
                cpu_own_ns: number;
                cpu_parse_ns: number;
                cpu_write_ns: number;
                cpu_http_ns: number;
                wall_ns: number;
                wait_first_byte_ns: number;
                wait_transfer_ns: number;
                wait_budget_ns: number;
                wait_retry_ns: number;
                wait_elsewhere_ns: number;
            }[];
            cpu_ns_by_plugin: {
                [key: string]: number;
            };
            cpu_ns_of_host: {
                [key: string]: number;
            };
            store: {
                commits: number;
                commit_ns: number;
                wait_commit_ns: number;
                flush_ns: number;
            };
            sink_waited_for_pages_ns: number;
            source_waited_for_room_ns: number;
            nothing_new_ns: number;
            elapsed_ns: number;
            /** @description What bounds the pipeline, for people */
            bound: string;
        };
        Run: {
            id: number;
            pipeline: string;
            outcome: components["schemas"]["Outcome"];
            /** @description schedule, catch-up, start (it runs all the time), manual, retry (of tasks), or backlog (only what waited for a target) */
            cause: string;
            /**
             * Format: date-time
             * @description By the schedule
             */
            planned?: string;
            /** Format: date-time */
            started: string;
            /** Format: date-time */
            ended?: string;
            elapsed_ms?: number;
            read: number;
            filtered: number;
            delivered: number;
            parked: number;
            /** @description Records that waited for targets that are down when it ended */
            waiting: number;
            /** @description Why it failed, or what waits */
            message?: string;
            /** @description That were sent for it; while it is under way */
            requests?: number;
            /**
             * @description While it is under way; missing: it works
             * @enum {unknown}
             */
            waits_for?: "rate budget" | "retry" | "responses" | "store" | "new records";
            profile?: components["schemas"]["RunProfile"];
        };
        Task: {
            id: number;
            pipeline: string;
            step: string;
            /** @enum {string} */
            state: "parked" | "retrying" | "done" | "skipped" | "superseded";
            /** @description Of errors that are alike */
            group: number;
            /** @description One more with each change */
            version: number;
            /** @description Of the record */
            key: string;
            message: string;
            status: number;
            remote_code: number;
            attempts: number;
            /** Format: date-time */
            first: string;
            /** Format: date-time */
            last: string;
        };
        WholeTask: {
            id: number;
            pipeline: string;
            step: string;
            /** @enum {string} */
            state: "parked" | "retrying" | "done" | "skipped" | "superseded";
            /** @description Of errors that are alike */
            group: number;
            /** @description One more with each change */
            version: number;
            /** @description Of the record */
            key: string;
            message: string;
            status: number;
            remote_code: number;
            attempts: number;
            /** Format: date-time */
            first: string;
            /** Format: date-time */
            last: string;
            /** @description What a retry sends instead of the value */
            edited?: string;
            edited_base64?: string;
            /** @description There is no value but the source */
            from_start?: boolean;
            /** @description A secret was taken out */
            redacted?: boolean;
            origin: string;
            /** @description The record as it arrived */
            source: string;
            source_base64?: string;
            /** @description As the failing step left it */
            value: string;
            value_base64?: string;
            /** @description Bytes of the texts that are cut here */
            sizes?: {
                source?: number;
                value?: number;
                edited?: number;
            };
            /** @description Microseconds since 1970 UTC */
            first_us: number;
            last_us: number;
            /** @description Which of those that came from one record */
            part: number;
            /** @description The same for the tasks of all records that one was made of */
            merged?: string;
            /** @description Of its record (order_by), as a number; not there: it has none */
            order?: number;
            /** @description Failures before the last one, the oldest first; at most nine */
            earlier: {
                /** Format: date-time */
                time: string;
                time_us: number;
                status: number;
                remote_code: number;
                message: string;
            }[];
            /** @description What the target was asked and answered at the last failure; missing: it is not known */
            answer?: {
                /** @description POST /items */
                request: string;
                /** @description The beginning of its body, at most 4 KiB; empty: it had none, or none that is text */
                payload: string;
                payload_base64?: string;
                /** @description HTTP; 0: there was no response */
                status: number;
                /** @description The beginning of its body, at most 4 KiB */
                response: string;
                response_base64?: string;
            };
        };
        State: {
            pipeline: string;
            /** @description Commits */
            sequence: number;
            walk: string;
            cursor: string;
            request: string;
            positions: {
                publisher: string;
                position: string;
                /** @description Of the target */
                identity: string;
            }[];
            read: number;
            filtered: number;
            delivered: number;
            parked: number;
            /** Format: date-time */
            updated: string;
            /** @description Of subscriber and request */
            fingerprint: string;
            configured: string;
            /** @description The start of the last run, microseconds since 1970 UTC */
            started_us: number;
            updated_us: number;
        };
        LogLine: {
            /** Format: date-time */
            time: string;
            /** @enum {unknown} */
            level: "debug" | "info" | "warning" | "error";
            pipeline?: string;
            message: string;
        };
        TaskCount: {
            /** @description How many */
            tasks: number;
        };
        TaskGroup: {
            group: number;
            pipeline: string;
            step: string;
            status: number;
            /** @description The message without numbers and quoted parts */
            pattern: string;
            /** @enum {string} */
            state: "parked" | "retrying" | "done" | "skipped" | "superseded";
            count: number;
            /** Format: date-time */
            first: string;
            /** Format: date-time */
            last: string;
            /** @description What somebody wrote about it */
            note?: {
                text: string;
                who: string;
                /** Format: date-time */
                at: string;
            };
            /** @description When the latest 200 of its tasks failed, if it was asked for */
            recent?: {
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                to: string;
                /** @description In parts of this time that are equally long */
                counts: number[];
            };
        };
        Retries: {
            /** @description One for each step, in the order in which they run; none: no task fits */
            runs: {
                run: number;
                pipeline: string;
                step: string;
            }[];
        };
        Checkpoint: {
            /** @description Of the commit */
            sequence: number;
            /** Format: date-time */
            time: string;
            time_us: number;
            /** @description Records of that run so far */
            read: number;
            cursor: string;
        };
        /**
         * @description Each may do what those before it may: a viewer sees everything but texts of records; an operator runs, retries, checks and previews; an editor changes the configuration; an admin gives access
         * @enum {unknown}
         */
        Role: "viewer" | "data_viewer" | "operator" | "editor" | "admin";
        Session: {
            name: string;
            role: components["schemas"]["Role"];
            /** @description May see texts of records */
            payloads: boolean;
            /** @description Milliseconds since 1970, UTC; 0: it is no session, the token came with the request */
            expires_ms: number;
        };
        AccessToken: {
            name: string;
            role: components["schemas"]["Role"];
            payloads: boolean;
            created_ms: number;
            /** @description Missing: never */
            last_used_ms?: number;
        };
        NewToken: {
            name: string;
            role: components["schemas"]["Role"];
            payloads: boolean;
            /** @description Secret; nobody can see it again */
            token: string;
        };
        AuditEntry: {
            id: number;
            at_ms: number;
            /** @description Empty: nobody known */
            who: string;
            role: string;
            /** @description Address; empty: the Unix socket */
            from: string;
            method: string;
            route: string;
            /** @description What stands for the {…} of the route, and the query */
            object: string;
            /** @description Status of the answer */
            result: number;
            /** @description Refusals before it that were only counted */
            more?: number;
        };
        ConfigFile: {
            /** @description Below the configuration's folder */
            path: string;
            size: number;
            etag: string;
            writable: boolean;
        };
        CheckedProblem: {
            /** @enum {unknown} */
            severity: "error" | "warning";
            file: string;
            line: number;
            column: number;
            pointer: string;
            message: string;
        };
        Saved: {
            etag?: string;
            revision?: string;
            /** @description The file is saved, but the server stays with the configuration that it has, for these */
            problems?: components["schemas"]["ConfigProblem"][];
        };
        ConfigChange: {
            id: number;
            at_ms: number;
            who: string;
            path: string;
            /** @enum {unknown} */
            action: "create" | "change" | "delete" | "undo";
        };
        ConfigChangeTexts: {
            id: number;
            at_ms: number;
            who: string;
            path: string;
            /** @enum {unknown} */
            action: "create" | "change" | "delete" | "undo";
            before: string | null;
            after: string | null;
        };
        ConfigObject: {
            /** @enum {unknown} */
            kind: "client" | "incoming" | "outgoing" | "pipeline" | "table";
            name: string;
            file: string;
            line: number;
            pointer: string;
            /** @description Id of its component */
            use?: string;
            /** @description Of its component */
            title?: string;
            /** @description As it is written; a secret is {"secret": true, "reference": "${NAME}"}, without reference if it stands in the file */
            value: unknown;
            used_by: string[];
        };
        Component: {
            id: string;
            /** @enum {unknown} */
            kind: "client" | "subscriber" | "transformer" | "publisher";
            plugin: string;
            version: string;
            title: string;
            description: string;
            /** @description It waits for what comes from outside, and has no page to fetch */
            listens: boolean;
            /** @description JSON schema, draft 4, of its settings */
            schema: Record<string, never>;
        };
        CatalogueParameter: {
            /** @enum {unknown} */
            in: "path" | "query" | "payload";
            name: string;
            type?: string;
            required?: boolean;
            description?: string;
            items?: string;
        };
        CatalogueAction: {
            name: string;
            description?: string;
            method?: string;
            path?: string;
            use?: string;
            scopes?: string[];
            one_of_scopes?: string[];
            webhooks?: string[];
            versions?: string[];
            records_per_request?: number;
            parameters: components["schemas"]["CatalogueParameter"][];
        };
        Catalogue: {
            connector?: string;
            version?: string;
            entities: {
                name: string;
                actions: components["schemas"]["CatalogueAction"][];
            }[];
        };
        ExpressionFunction: {
            name: string;
            signature: string;
            family: string;
            help: string;
            example: string;
            result: string;
        };
        Plugin: {
            name: string;
            version: string;
            title: string;
            description: string;
            license: string;
            file: string;
            size: number;
            components: string[];
            /** @description Markdown: the settings of its components */
            docs: string;
        };
        Finding: {
            check: string;
            /** @description null: it is not known */
            ok: boolean | null;
            message: string;
        };
        PreviewSteps: {
            step: string;
            /** @description Of its section in the configuration */
            pointer: string;
            before: unknown[];
            after: unknown[];
            filtered: number;
            failures: string[];
            ns: number;
        }[];
        PreviewOutputs: {
            target: string;
            record: unknown;
        }[];
        PreviewFailures: {
            step: string;
            message: string;
        }[];
        /** @description As sluice preview --json prints it */
        Preview: {
            records: {
                record: unknown;
                steps: components["schemas"]["PreviewSteps"];
                outputs: components["schemas"]["PreviewOutputs"];
                failures: components["schemas"]["PreviewFailures"];
            }[];
            /** @description What steps made of the walk at its end, where they did: a step that gives records then has no records before it, or those that it took in */
            walk_end?: {
                steps: components["schemas"]["PreviewSteps"];
                outputs: components["schemas"]["PreviewOutputs"];
                failures: components["schemas"]["PreviewFailures"];
            };
            /** @description Why the run would stop */
            message?: string;
        };
        Tests: {
            tests: {
                name: string;
                pipeline: string;
                /** @description Below the configuration's folder */
                file: string;
                line: number;
                passed?: boolean;
                /** @description What differs */
                message?: string;
                /** @description Lines: - expected, + made */
                diff?: string;
            }[];
            passed?: number;
            failed?: number;
        };
        /** @description As the parameters of /api/v1/tasks */
        TaskWords: {
            id?: string | number | boolean;
            pipeline?: string | number | boolean;
            step?: string | number | boolean;
            state?: string | number | boolean;
            group?: string | number | boolean;
            class?: string | number | boolean;
            older?: string | number | boolean;
            newer?: string | number | boolean;
            text?: string | number | boolean;
            all?: string | number | boolean;
        };
        Job: {
            id: number;
            /** @enum {unknown} */
            action: "retry" | "skip";
            /**
             * @description interrupted: the server ended before it was done
             * @enum {unknown}
             */
            state: "running" | "done" | "cancelled" | "failed" | "interrupted";
            total: number;
            done: number;
            failed: number;
            who: string;
            reason: string;
            /** @description JSON */
            filter: string;
            message?: string;
            /** Format: date-time */
            started: string;
            /** Format: date-time */
            ended?: string;
        };
        Payload: {
            text: string;
            from: number;
            /** @description Bytes of the whole text */
            size: number;
            /** @description Where the next part begins; missing: this is the last */
            next?: number;
        };
    };
    responses: {
        /** @description What is wrong */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It is as If-None-Match has it */
        NotModified: {
            headers: {
                /** @description Which state of the resource this is */
                ETag?: string;
                [name: string]: unknown;
            };
            content?: never;
        };
    };
    parameters: never;
    requestBodies: {
        /** @description Nothing, or an empty object */
        Nothing: {
            content: {
                "application/json": Record<string, never>;
            };
        };
    };
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
