// In tests and while developing a template that reads a field its page lacks stops the page: a typo must not look like an empty value.

const isPlain = (value: object): boolean => {
  const prototype = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
};

const wrapped = new WeakMap<object, object>();

/** The same page, but reading an unknown name throws. Symbols and what arrays have by nature stay readable. */
export function strict<T>(value: T, path = 'page'): T {
  if (typeof value !== 'object' || value === null || !isPlain(value)) return value;
  const known = wrapped.get(value);
  if (known) return known as T;
  const proxy = new Proxy(value, {
    get(target, name, receiver) {
      if (typeof name === 'string' && !(name in target)) throw new Error(`${path} has no field '${name}'`);
      return strict(Reflect.get(target, name, receiver), `${path}.${String(name)}`);
    },
  });
  wrapped.set(value, proxy);
  return proxy;
}
