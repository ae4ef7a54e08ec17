/** The network as tests see it: each test adds the answers that it needs. */
import { setupServer } from "msw/node";

export const server = setupServer();

export const API = "http://localhost:3000/api/v1";
