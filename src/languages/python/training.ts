/** Methods and operations that start a training job. */
export const TRAINING: ReadonlySet<string> = new Set(['create_training_job', 'fit', 'train']);
