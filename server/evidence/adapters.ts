export { diskStorage } from './adapters/disk.ts';
export { reencodePicture } from './adapters/pictures.ts';
export { recogniseContent } from './adapters/recognise.ts';
