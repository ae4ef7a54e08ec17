/** What the application is called, and the order of its menu. */

export const app: {
  label: string;
  description: string;
  entities: readonly string[];
} = {
  label: "Clinic",
  description: "Patients and their visits",
  entities: [
     "ward",
     "patient",
     "visit",
     "prescription",
     "allergy",
     "reaction",
     "inspection",
     "bed",
   ],
};
